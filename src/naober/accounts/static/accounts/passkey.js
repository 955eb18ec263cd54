// Passkeys need a script: what is marked data-passkey is shown only where they can work.
(function () {
  const show = (mark, yes) =>
    document.querySelectorAll(`[${mark}]`).forEach((part) => { part.hidden = !yes })

  document.addEventListener('DOMContentLoaded', () => {
    const can = window.isSecureContext && Boolean(window.PublicKeyCredential)
    show('data-passkey', can)
    show('data-no-passkey', !can)
    document.addEventListener('click', () => show('data-passkey-failed', false), true)
  })
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault() // the console is no place for what people see
    show('data-passkey-failed', true)
  })
})()
