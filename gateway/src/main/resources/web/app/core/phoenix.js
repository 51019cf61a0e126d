// Phoenix Channels, serializer 2.0.0: one socket, its channels, and coming back. See docs/protocol/phoenix.md.
const HEARTBEAT_MS = 25_000
const ANSWER_MS = 12_000
const PAUSES_MS = [100, 300, 1_000, 2_000, 5_000]

export class PhoenixSocket {
  /// @param address where it opens
  /// @param token asked anew for each connection; null closes for good
  /// @param told of `open` true or false
  constructor(address, token, told) {
    this.address = address
    this.token = token
    this.told = told
    this.channels = new Map()
    this.waiting = new Map()
    this.ref = 0
    this.tries = 0
    this.wanted = false
    this.wake = () => this.wanted && !this.isOpen() && this.again(0)
    addEventListener("online", this.wake)
  }

  isOpen() {
    return this.socket?.readyState === WebSocket.OPEN
  }

  async connect() {
    this.wanted = true
    const token = await this.token()
    if (!token || !this.wanted || this.isOpen()) return
    // a token in the address would stand in logs on its way
    const socket = new WebSocket(`${this.address}?vsn=2.0.0`, ["phoenix", `base64url.bearer.phx.${btoa(token).replaceAll("=", "")}`])
    this.socket = socket
    socket.onopen = () => {
      this.tries = 0
      this.told(true)
      for (const channel of this.channels.values()) channel.join()
      this.beat = setInterval(() => this.push("phoenix", "heartbeat", {}).catch(() => socket.close(4000)), HEARTBEAT_MS)
    }
    socket.onmessage = ({ data }) => this.receive(JSON.parse(data))
    socket.onclose = () => this.lost(socket)
  }

  lost(socket) {
    if (this.socket !== socket) return
    clearInterval(this.beat)
    this.socket = null
    for (const { refuse } of this.waiting.values()) refuse({ code: "NO_ANSWER", message: "The connection was lost." })
    this.waiting.clear()
    this.told(false)
    if (this.wanted) this.again(PAUSES_MS[Math.min(this.tries++, PAUSES_MS.length - 1)])
  }

  again(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.connect(), pause * (1 + Math.random() / 2))
  }

  close() {
    this.wanted = false
    clearTimeout(this.timer)
    clearInterval(this.beat)
    removeEventListener("online", this.wake)
    this.socket?.close(1000)
    this.socket = null
  }

  channel(topic, params, events) {
    const channel = new PhoenixChannel(this, topic, params, events)
    this.channels.set(topic, channel)
    if (this.isOpen()) channel.join()
    return channel
  }

  /// @returns a promise of the reply; refused with `{code, message, …}`
  push(topic, event, payload, joinRef = null, ref = `${++this.ref}`) {
    if (!this.isOpen()) return Promise.reject({ code: "NO_ANSWER", message: "There is no connection." })
    return new Promise((take, refuse) => {
      const timer = setTimeout(() => {
        this.waiting.delete(ref)
        refuse({ code: "NO_ANSWER", message: "No answer came." })
      }, ANSWER_MS)
      const settle = act => value => {
        clearTimeout(timer)
        act(value)
      }
      this.waiting.set(ref, { take: settle(take), refuse: settle(refuse) })
      this.socket.send(JSON.stringify([joinRef, ref, topic, event, payload]))
    })
  }

  receive([joinRef, ref, topic, event, payload]) {
    if (event === "phx_reply") {
      const reply = this.waiting.get(ref)
      this.waiting.delete(ref)
      if (payload.status === "ok") reply?.take(payload.response)
      else reply?.refuse(payload.response)
      return
    }
    const channel = this.channels.get(topic)
    if (!channel || (joinRef !== null && joinRef !== channel.joinRef)) return
    if (event === "phx_error") channel.later()
    else if (event !== "phx_close") channel.events[event]?.(payload)
  }
}

class PhoenixChannel {
  constructor(socket, topic, params, events) {
    Object.assign(this, { socket, topic, params, events, joinRef: null, tries: 0 })
  }

  async join() {
    this.joinRef = `${++this.socket.ref}`
    try {
      const state = await this.socket.push(this.topic, "phx_join", this.params(), this.joinRef, this.joinRef)
      this.tries = 0
      this.events.joined?.(state)
    } catch (refusal) {
      if (this.socket.isOpen()) this.later()
      this.events.refused?.(refusal)
    }
  }

  later() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.socket.isOpen() && !this.gone && this.join(), PAUSES_MS[Math.min(++this.tries, PAUSES_MS.length - 1)])
  }

  push(event, payload) {
    return this.socket.push(this.topic, event, payload, this.joinRef)
  }

  leave() {
    this.gone = true
    clearTimeout(this.timer)
    if (this.socket.channels.get(this.topic) === this) this.socket.channels.delete(this.topic)
    if (this.socket.isOpen()) this.push("phx_leave", {}).catch(() => {})
  }
}
