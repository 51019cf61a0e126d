// A page that uses npm `phoenix`, told what to do line by line. Nothing of the library is changed; only the network is
// cut from outside, as a train does it.
const readline = require("readline");
const {Socket, Presence} = require("phoenix");
const WebSocket = require("ws");

const [url, settings] = process.argv.slice(2);
const {options: {awayMs = 2000, ...options} = {}} = JSON.parse(settings);
// away for a while after a cut, so that something can be missed
const reconnectAfterMs = () => awayMs;
const channels = new Map();
let wire = null;

const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");

class Wire extends WebSocket {
  constructor(...args) {
    super(...args);
    wire = this;
    this.on("error", () => {});
    this.on("close", (code) => tell({is: "closed", code}));
    this.on("open", () => tell({is: "open", protocol: this.protocol}));
  }
}

const socket = new Socket(url, {transport: Wire, reconnectAfterMs, ...options});

const outcome = (push, line) => ["ok", "error", "timeout"].forEach((status) =>
  push.receive(status, (response) => tell({...line, status, response})));

const actions = {
  connect: () => socket.connect(),
  disconnect: () => socket.disconnect(),
  // the wire goes without a word: no close frame, no leave
  cut: () => wire.terminate(),
  // one that keeps its place names the last seq that it was given whenever it joins
  join: ({topic, params = {}, presence, keep}) => {
    let lastSeq;
    const channel = socket.channel(topic, keep ? () => ({...params, last_seq: lastSeq}) : params);
    channel.onMessage = (event, payload, ref) => {
      if (event === "shout") lastSeq = Math.max(lastSeq ?? 0, payload.seq);
      if (!event.startsWith("chan_reply_") && event !== "phx_reply") tell({is: "event", topic, event, payload});
      return payload;
    };
    if (presence) {
      const members = new Presence(channel);
      members.onSync(() => tell({is: "presence", topic, online: members.list((key) => key)}));
    }
    channels.set(topic, channel);
    outcome(channel.join(), {is: "joined", topic});
  },
  leave: ({topic}) => outcome(channels.get(topic).leave(), {is: "left", topic}),
  push: ({topic, event, payload, id}) => outcome(channels.get(topic).push(event, payload), {is: "reply", id}),
};

readline.createInterface({input: process.stdin})
  .on("line", (line) => {
    const command = JSON.parse(line);
    actions[command.do](command);
  })
  .on("close", () => process.exit(0));
tell({is: "ready"});
