// Counts that the telephone, mail or website of a card was used; nothing is sent of who did.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='tel:'], a[href^='mailto:'], a[href^='http']");
  const card = link?.closest("[data-followed]");
  if (card && (link.protocol !== location.protocol || link.host !== location.host)) {
    fetch(card.dataset.followed, { keepalive: true }).catch(() => {});
  }
});
