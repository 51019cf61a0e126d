package dev.switchboard.bench.socket;

import org.jspecify.annotations.Nullable;

/// What a client says on each of the compared servers. Texts are ASCII.
enum Dialect {
    PLAIN {
        @Override
        String path(String token, String session, @Nullable Long since) {
            String path = "/ws?token=%1$s&userId=%2$s&sessionId=%2$s".formatted(token, session);
            return since == null ? path : path + "&since=" + since;
        }

        @Override
        boolean welcomes(String text) {
            return text.contains("\"connection_established\"");
        }

        @Override
        @Nullable
        String answer(String text) {
            return null;
        }

        @Override
        String message(String id, String body) {
            return "{\"type\":\"text\",\"text\":\"" + body + "\",\"id\":\"" + id + "\"}";
        }
    },

    SOCKET_IO {
        @Override
        String path(String token, String session, @Nullable Long since) {
            return "/socket.io/?EIO=4&transport=websocket&token=%s&sessionId=%s".formatted(token, session);
        }

        @Override
        boolean welcomes(String text) {
            return text.startsWith("40");
        }

        @Override
        @Nullable
        String answer(String text) {
            return switch (text.charAt(0)) {
                case '0' -> "40";
                case '2' -> "3";
                default -> null;
            };
        }

        @Override
        String message(String id, String body) {
            return "421[\"message\",{\"text\":\"" + body + "\",\"id\":\"" + id + "\"}]";
        }
    };

    /// @param session the conversation; all sockets of one session share it
    abstract String path(String token, String session, @Nullable Long since);

    /// Whether this is the server's word that the socket may be used.
    abstract boolean welcomes(String text);

    /// What the protocol wants to be said to this, if anything.
    abstract @Nullable String answer(String text);

    abstract String message(String id, String body);
}
