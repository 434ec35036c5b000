// Says in a sentence why a security key can't be used; allauth's scripts only write to the console.
(function () {
  "use strict";
  const box = document.querySelector("[data-key-problem]");
  if (!box) return;

  function say(kind) {
    box.textContent = box.dataset[kind] || box.dataset.other;
    box.hidden = false;
  }

  const kinds = {
    NotAllowedError: "stopped",
    AbortError: "stopped",
    InvalidStateError: "known",
    SecurityError: "address",
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say(kinds[event.detail.exception && event.detail.exception.name] || "other");
  });

  // A bare number is no name that a key could remember, and without https there are no keys at all.
  if (!window.isSecureContext || /^[\d.]+$|^\[/.test(location.hostname)) say("address");
  else if (!window.PublicKeyCredential) say("unsupported");
  else return;
  document
    .querySelectorAll("#mfa_webauthn_add, #mfa_webauthn_authenticate, #mfa_webauthn_reauthenticate")
    .forEach((button) => {
      button.disabled = true;
    });
})();
