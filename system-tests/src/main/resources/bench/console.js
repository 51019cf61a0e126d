// Runs in the console before its own scripts: notes when a marked message was told to the page, and when it stood on the
// screen, in the open conversation and in its row.
(() => {
  const MARK = /bench-\w+-\d+/
  const noted = (window.bench = { told: {}, shown: {}, firstRow: null })
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(...all) {
      super(...all)
      this.addEventListener("message", ({ data }) => {
        const mark = MARK.exec(data)?.[0]
        if (mark) noted.told[mark] ??= Date.now()
      })
    }
  }

  // a frame is drawn before the next task runs
  const drawn = new MessageChannel()
  drawn.port1.onmessage = ({ data }) => (noted.shown[data] ??= Date.now())
  const markIn = element => MARK.exec(element?.textContent ?? "")?.[0]
  new MutationObserver(() => {
    if (noted.firstRow === null && document.querySelector(".row")) noted.firstRow = performance.now()
    const mark = markIn([...document.querySelectorAll(".timeline .bubble")].at(-1))
    if (mark && !noted.shown[mark] && markIn(document.querySelector(".row.is-open .row-text")) === mark) drawn.port2.postMessage(mark)
  }).observe(document, { subtree: true, childList: true, characterData: true })
})()
