package dev.switchboard.gateway;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HexFormat;

/// Escapes what a URI may not have (RFC 3986, section 2) and browsers send all the same, `|` or `{` in a query or a
/// `%` that begins nothing: the request then gets its answer, or its refusal with a reason. As it came it would be
/// ended with a bare 400 before any of our code.
@Sharable
final class LegalTarget extends ChannelInboundHandlerAdapter {
    private static final String ILLEGAL = "\"<>\\^`{|}";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            request.setUri(legal(request.uri()));
        }
        super.channelRead(context, message);
    }

    /// The same text where nothing is wrong with it.
    static String legal(String target) {
        int length = target.length();
        int at = 0;
        while (at < length && isLegal(target, at)) {
            at++;
        }
        if (at == length) {
            return target;
        }
        StringBuilder legal = new StringBuilder(length + 16).append(target, 0, at);
        for (; at < length; at++) {
            char character = target.charAt(at);
            if (isLegal(target, at)) {
                legal.append(character);
            } else {
                legal.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) character));
            }
        }
        return legal.toString();
    }

    private static boolean isLegal(String target, int at) {
        char character = target.charAt(at);
        if (character == '%') {
            return at + 2 < target.length()
                    && HexFormat.isHexDigit(target.charAt(at + 1))
                    && HexFormat.isHexDigit(target.charAt(at + 2));
        }
        if (character == '[' || character == ']') {
            return target.lastIndexOf('?', at) >= 0;
        }
        return character > ' ' && ILLEGAL.indexOf(character) < 0;
    }
}
