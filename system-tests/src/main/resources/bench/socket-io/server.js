// What the gateway's /ws does for a conversation, done with Socket.IO: a token is checked, a session is a room, a
// message gets an id, a place and a time, everybody else in the room gets it, its writer gets an acknowledgement.
const { randomUUID } = require("node:crypto");
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const TOKEN = process.argv[2];
const places = new Map();

const http = createServer();
const io = new Server(http, { serveClient: false, transports: ["websocket"] });

io.use((socket, next) => {
  const { token, sessionId } = socket.handshake.query;
  next(token === TOKEN && sessionId ? undefined : new Error("authentication failed"));
});

io.on("connection", (socket) => {
  const room = socket.handshake.query.sessionId;
  socket.join(room);
  socket.on("message", (said, acknowledge) => {
    if (typeof said?.text !== "string" || typeof said.id !== "string") {
      socket.emit("error_message", { error: "text and id are needed" });
      return;
    }
    const seq = (places.get(room) ?? 0) + 1;
    places.set(room, seq);
    const messageId = randomUUID();
    const timestamp = new Date().toISOString();
    socket.to(room).emit("message", {
      type: "message",
      text: said.text,
      messageId,
      timestamp,
      sender: "customer",
      seq,
      id: said.id,
    });
    if (typeof acknowledge === "function") {
      acknowledge({ type: "ack", id: said.id, messageId, seq, timestamp });
    }
  });
});

// node --expose-gc: what is not garbage is what counts
process.on("SIGUSR2", () => {
  global.gc();
  global.gc();
});

http.listen(0, "127.0.0.1", 4096, () => console.log(http.address().port));
