"""Everyday Dutch and English that a correction must not take for a typing error.

Words of three letters or fewer are never corrected and need not be here.
"""

_WORDS = """
    aardappel aardappelen aardappels above acht achter across actually adres advocaat afraid
    afspraak again against agent algemeen algemene allebei allemaal almost alone along already
    also although always among angry angst animal animals another answer antwoord antwoorden
    anybody anything apart aparte appear appel april area arme armen around arrive arts asked
    asleep atelier augustus aunt auto autumn avondeten away baan baas baby back badkamer
    bakken bakker ball banaan bang bange bank bath bathroom beach bear beat beautiful because
    become bedanken bedankt bedden bedoelen bedrijf bedrijven bedroom beeft beer beetje begin
    beginnen begint begon begonnen begrafenis begrip behalve behind beide beiden bekend
    belangrijk belasting belde believe bellen below belt beneden benen berg beroep bestaan
    bestaat beste bestond betaal betaald betaalde betaalt betalen betekenen betekent beter
    better between bevalling beven bezit bier bijna bijzonder bijzondere biljart biljarten
    bill binnen binnenkort bird birthday black blad blauw bleef bleek blij blije blijf blijft
    blijken blijkt blijven bloed bloeddruk bloeden bloedt bloem bloemen blood blue board boat
    bodem body boek boeken boer bomen book boom boos boot bord born borrow borst boter both
    botten bottle bottom boven bovendien boze brace bracht brak branch brandweer bread break
    breakfast breathe brede breed breek breekt brei breien breken breng brengen brengt bridge
    brief brieven bril bring broeder broek broer broers broken brood brother brothers brown
    brug bruin brush buik build building buiten buren burgemeester burn business busy butter
    buurman buurvrouw cadeau call called came care careful carry catch cause cent chair chance
    change chauffeur cheap check child children choose church city clean clear clever clock
    close clothes cloud coat coffee cold collega come coming company complete computer cook
    cool corner cost count country course cousin cover crematie cross cultuur daarbij daardoor
    daarmee daarna daarom daarover daarvoor dacht dagen daily damage dame dance danger dank
    danken dankjewel dans dansen dark date datum daughter days dead deal dear death december
    decide deden deed deel deep deken delen denk denken denkt depend derde dertien dertig desk
    deur deuren dicht dichtbij dichtdoen diep diepe dier dieren difference different difficult
    dikke diner dinner dinsdag dirty discuss dochter dochters doctor dode doei doel doen doet
    dokter dominee donderdag done donker dood doordat doos dorp dorpen dorst double doubt
    draad draag draagt dragen draw dream dress drie drift drink drinken drinkt drive droeg
    droge dronk droog drop druk drukke dubbel duik duiken duizend dunne dure duren durf durfde
    durft during durven duur duurde duurt duwen duwt each early earth east easy echter
    echtgenoot echtgenote economie edge eenvoudig eenvoudige eerder eergisteren eerste eieren
    eigen eigendom eight eind einde eindelijk eindigen either elkaar elleboog else emmer empty
    enemy enige enjoy enkel enkele enough enter eraan erbij ergens erin ermee ernstig ernstige
    erop erover eruit ervan ervoor eten euro euros even evening event evenveel ever exactly
    example excuse expect expensive explain eyes fabriek face fact fail fall false familie
    family famous farm fast father favourite fear februari feed feel feeling feest feestdag
    feet fellow field fiets fietsen fietst fight fijn fijne fill film final finally find fine
    finger finish fire first fish five fles floor flower follow food fool foot football
    foreign forest forget forgive form foto found four fout fouten free fresh friday friend
    friends front fruit full functie funny future gaat game gang gapen garage garden gast
    gasten gave gebeld gebeurd gebeurde gebeuren gebeurt gebit gebleven geboorte geboren
    gebracht gebroken gebruik gebruiken gebruikt gebruikte gedaan gedacht gedanst gedeeltelijk
    gedragen gedronken geduld geef geeft geel gegaan gegeten gegeven gehaald geholpen gehoord
    gehouden geit gekeken gekend gekke gekocht gekomen gekookt gekozen gekregen gelaten geld
    geleerd gelegd gelegen geleken gelezen geloof gelooft gelopen geloven geluid geluk
    gelukkig gemaakt gemakkelijk gemeente gemist general geniet genieten genomen gepakt gepast
    geraakt gereden geroepen gerookt gescheiden geschiedenis geschreven geslagen geslapen
    gespeeld gesproken gesprongen gestaan gestopt gestorven gestuurd getrokken getrouwd geur
    gevallen geven gevoeld gevolg gevonden gevraagd gewacht gewassen gewerkt geweten gewicht
    gewone gewoond geworden gezegd gezet gezeten gezicht gezien gezin gezocht gezond gezonde
    gezongen ging gingen gips girl gisteren give glad glas glass goede goedkoop goes gold gone
    good goodbye gordijn graaf grandfather grandmother gras grass gratis graven great green
    grey griep grijs gripje gripjes groeien groen groente groenten groot grote ground group
    grow guess haak haal haalde haalt haat hair haken halen half hals halve hand handdoek
    handen hands happen happy hard harde haren hart hate head health hear heard heart heat
    heavy heer heet height helaas hele helemaal helft hello help helpen helpt hemd herfst
    herinneren hersenen hete heten heup heuvel hield hielp hierbij hiermee hiervoor high
    hijgen hill history hobby hoed hoef hoefde hoeft hoek hoest hoesten hoeven hoewel hoge
    hold hole holiday home hond honden honderd honger hoofd hoog hoop hoopt hoorde hoort hope
    hopen horen horse hospital hotel houd houden houdt hour hours house hout huge huid huil
    huilde huilen huilt huis huisarts huizen human hundred hungry hurry hurt husband huwelijk
    idea idee iemands ijzer important increase inderdaad ingewikkeld inside instead interest
    iron island jaar jammer januari jaren jeuk jezelf join jong jonge jongen jongens juist
    juli jump juni jurk kaart kaarten kaas kamer kamers kans kant kanten kantoor kapper kast
    katoen katten keek keep kelder kende kennen kennis kennissen kent kerk kerst kerstmis
    keuken keus keuze kies kiest kiezen kijk kijken kijkt kill kilte kind kinderen king
    kitchen klaag klaagt klagen klant klap klappen kleding kleed klein kleine kleur kleuren
    klok klopt knee knew knie knife knip knippen knock know known kocht koeien koek koekje
    koekjes koffie koken komen konden konijn koning kook kookt kookte koop koopt koorts koos
    kopen kopje kort korte kost kostbaar kosten kostte kotsen koud koude kracht krant kreeg
    krijg krijgen krijgt krom kromme kruk kunnen kunst kunstgebit kunt kussen kwam kwamen
    kwartier kwijtraken laag laatste lach lachen lacht lady lage lake lakens lamp land landen
    lang lange language langzaam langzame laptop large last lastig lastige late laten later
    laugh lazy lead leaf learn least leave leef leefde leeft leeftijd leeg leek leer leerde
    leert lees leest left legde lege leger leggen legs legt lelijk lening lente lenzen lepel
    leraar leren lesson letter letters leugen leuk leuke leven levend lever lezen library
    lichaam licht lichte lied lief liefde liep liet lieten lieve life lift liggen light ligt
    lijken lijkt lijm lijn like line lion list listen little live living lock long longen look
    loon loop loopt lopen lose losse lost loud love lucht luck lunch maag maak maakt maakte
    maan maand maandag maanden maart machine macht magazijn main maken makkelijk makkelijke
    manier mannen many mark market markt marry matter maybe meal mean meaning meat medicine
    meestal meeste meester meet meisje meisjes melk member meneer mens mensen mention merk
    merken merkt message meteen mevrouw mezelf midden middle might mijnheer mile milk million
    mind minister minute minuten minuut misloopt miss missen mist mistake mits mobiel mocht
    mochten modern moed moeder moeilijk moeilijke moest moesten moeten mogelijk mogen moment
    mond monday money monteur month mooi mooie moon morning most mother motor mountain mouth
    move muis munt music must muur muziek naai naaien naam naast nadat nadenken name namelijk
    namen narrow nation natte nature natuurlijk nauwelijks near nearly neck needle neef neem
    neemt negen negentig neighbour neither nemen neus news newspaper next nice nicht nier
    nieren nieuw nieuwe nieuws niezen night nine noch nodig noem noemen noemt noise none
    normaal normale north nose notaris note nothing notice november number nummer nummers
    object ocean offer office often ogen oktober onbekend once ondanks ondergoed ondernemer
    onderzoek ongelukkig ongeveer only onmogelijk onrust ontbijt ontmoet ontmoeten ontvangen
    ontvangt onzeker oogst oogsten ooit oorlog oorzaak open openen oplossing opnieuw opposite
    opruimen orange oranje order oren other oude ouder ouders oudjaar outside overal overigens
    overlijden overmorgen paar paard paarden paars page pain paint pair pakken pakt pakte
    paper papier parent parents park part partij partner party pasen pass passen past paste
    pastoor pastor path patient peace pech peer pencil pensioen people peper pepper perfect
    perhaps period person phone photo pick picture piece pijn pillen pink plaats plaatsen
    place plak plakken plan plane plannen plant planten plas plassen plast plastic plat plate
    platte play pleased plein pleister plek plekken plenty plicht pluk plukken pocket poepen
    poept point police polite politie politiek poor popular possible potato pound power praat
    praatte praten precies prepare present president pretty price priester prijs prik prima
    prince prison private prize probably probeer probeert proberen probleem problem problemen
    produce proeven promise protect prothese proud provincie public pull punt punten push
    pyjama queen question quick quickly quiet quite raak raakt raakte raam raar radio rain
    raken ramen rand rare reach read ready real really reason receive recept recepten recht
    rechte rechter record redden reden redt reed reeds regel regelen regels regelt regen
    regering reis reist reizen rekening remember rennen rente repair repeat reply report
    respect rest restaurant result return rice rich ride riep right rijd rijden rijdt rijk
    rijke rijst rillen ring rise river rivier road rock roep roepen roept roken rond ronde
    rondom rood rook rookt room round roze ruiken ruimte rule rust rustig rustige ruzien safe
    said salaris salt same samen sand saturday save schaam schaamt schaamte schaap schaduw
    schamen schande scheef scheerapparaat scheiding schep scheppen scherm schijnen schilder
    schilderen schoen schoenen schone school schoon schoondochter schoonmaken schoonmoeder
    schoonouders schoonvader schoonzoon schoonzus schop schoppen schouder schouwburg schreef
    schreeuw schreeuwen schreeuwt schrijf schrijft schrijven schuld schuur science scooter
    season seat second seconde secret seem seen sell send sentence september serious serve
    seven several shade shall shampoo shape share sharp sheep sheet ship shirt shoe shoes shop
    short shoulder shout show sick side sign silence silly silver similar simpel simple since
    sinds sing single sister sisters size skill skin slaan slaap slaapkamer slaapt slaat slag
    slager slapen slecht slechte slechter slechts sleep sleutel sleutels sliep sloeg slow
    sluiten smaak smal small smalle smell smile smoke snauw snauwen snauwt sneeuw snel snelle
    snijden snoep snow snurken snurkt soap sock soep soft sokken sommige soon soort sorry
    sound soup south space speak speciaal special speciale speed speel speelde speelt spel
    spelen spell spelletje spend spiegel spier spieren spijt spoon sport sprak spreek spreekt
    spreken spring springen sprong spugen spuit square staal staan staat stad stamp stand
    stank star start state station stay steal steen stenen step ster sterk sterke sterren
    sterven stil still stille stoel stoelen stof stomach stond stone stop stoppen stopt stopte
    store storm story straat straks strand strange street strong student study stuk stuks
    stupid sturen stuur stuurde stuurt subject such sudden sugar suggest suiker summer sunday
    sure surprise sweet swim taal taart table tachtig tafel take talen talk tall tand tandarts
    tanden tandenborstel tante taste taxi teach teacher team tear teen tegenover tehuis teken
    tekenen tekent telefoon telephone televisie television telkens tell tellen telt tenen
    tennis tenzij terwijl test teveel tevreden than thank thee then thick thin thing things
    think third thousand three through throw thuis thursday ticket tien tijd tijden tijdens
    time tired today together told tomorrow tong tonight took tool tooth total totdat touch
    tour touw toward town traffic train trap travel tree trein trek trekken trekt trillen
    trilt trip trok troost trots trouble trouwens true trui trust tuesday tuin turn twaalf
    twee tweede twice twintig type ugly uitkering uitslag uncle under understand until uren
    used useful usual usually vader vakantie vaker vallen valt vanavond vanmiddag vanmorgen
    vannacht vanwege varken vast vaste veertien veertig veld vele verander veranderd
    veranderen verandert verband verder verdere verdriet verdrietig verf vergat vergeet
    vergeten verhaal verhalen verjaardag verkopen verkouden verliefd verlies verliest
    verliezen verloofd verloor verloren verpleger verre verschil verschillend vertel verteld
    vertelde vertellen vertelt vertrouw vertrouwen verwacht verwachten verzekering viel vier
    vierde vies vieze vijf vijfde vijftien vijftig village vind vinden vindt vinger vingers
    visit vlees vliegen vliegtuig vloeken vloer vocht voel voelde voelen voelt voet voetbal
    voeten vogel vogels voice volg volgde volgen volgende volgens volgt volle volledig vond
    vooral voorbeeld voordat vorige vork vorm vraag vraagt vrachtwagen vragen vrede vreemd
    vreemde vreugde vriend vrienden vriendin vriendschap vrij vrijdag vrije vroeg vrouw
    vrouwen vuil vuile vuur waarbij waardoor waarheid waarmee waarna waarover waarschijnlijk
    waarvoor wacht wachten wachtkamer wachtte wait wake walk wall wandel wandelen wandelt
    wankelen wankelt warm warme warmte wash wassen wast waste watch water weak wear weather
    wedding wednesday week weeks weet wegens weight weken weleens welkom well went werden
    wereld werk werken werkplaats werkt werkte west weten wetten wheel while white whole wide
    wife wijn wild wilde wilden willen wilt wind window wine winkel winkelier winkels winnen
    winter wish wist wisten woede woensdag wolk woman women wond wonder wonen wood woon woonde
    woonkamer woont woord woorden words work world worry worse worst worth write wrok wrong
    year years yellow yesterday young zaai zaaien zaak zacht zachte zaken zalf zand zaterdag
    zeep zeggen zegt zeiden zeker zekere zelden zelf zelfde zelfs zelfstandig zestig zette
    zetten zeven zeventig zichzelf ziek zieke ziekenhuis ziekte zien ziet zijde zing zingen
    zinnen zitten zocht zodat zodra zoek zoeken zoekt zolder zomer zondag zonen zong zoon
    zoons zorg zorgen zouden zout zoveel zullen zult zussen zuster zwaar zwager zwak zwakke
    zwanger zware zwart zweet zwemmen zweten
"""

COMMON = frozenset(_WORDS.split())
