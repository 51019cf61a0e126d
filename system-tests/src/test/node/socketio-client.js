// A page that uses npm `socket.io-client`, told what to do line by line. Nothing of the library is changed; only the
// network is cut from outside, as a train does it.
const readline = require("readline");
const {io} = require("socket.io-client");

const [url, settings] = process.argv.slice(2);
const tell = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const socket = io(url, {autoConnect: false, reconnectionDelay: 300, reconnectionDelayMax: 1000, ...JSON.parse(settings)});
const transport = () => socket.io.engine && socket.io.engine.transport.name;

socket.on("connect", () => tell({is: "connect", sid: socket.id, recovered: socket.recovered, transport: transport()}));
socket.on("connect_error", (error) => tell({
  is: "connect_error", message: error.message, data: error.data, active: socket.active}));
socket.on("disconnect", (reason) => tell({is: "disconnect", reason, active: socket.active}));
socket.onAny((event, payload) => tell({is: "event", event, payload}));
socket.io.on("open", () => socket.io.engine.on("upgrade", (to) => tell({is: "upgrade", transport: to.name})));

const actions = {
  connect: () => socket.connect(),
  disconnect: () => socket.disconnect(),
  emit: ({event, payload}) => socket.emit(event, payload),
  ask: ({event, payload, id}) => socket.timeout(15_000).emit(event, payload, (error, answer) =>
    tell({is: "ack", id, error: error && error.message, answer})),
  // the wire goes without a word: no packet, no close frame
  cut: () => {
    const wire = socket.io.engine.transport;
    if (wire.ws) {
      wire.ws.terminate();
    } else {
      wire.onError("cut");
    }
  },
  namespace: ({name}) => socket.io.socket(name).on("connect_error", (error) =>
    tell({is: "connect_error", message: error.message, namespace: name})).connect(),
};

readline.createInterface({input: process.stdin})
  .on("line", (line) => {
    const command = JSON.parse(line);
    actions[command.do](command);
  })
  .on("close", () => process.exit(0));
tell({is: "ready"});
