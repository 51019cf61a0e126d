package dev.switchboard.conversation.attachment;

import org.jspecify.annotations.Nullable;

/// A file's name as its sender says, without folders and without what does not show.
final class FileName {
    private static final int LONGEST = 120;

    private FileName() {}

    static String of(@Nullable String sent) {
        String text = sent == null ? "" : sent;
        String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        last.codePoints().filter(FileName::shows).limit(LONGEST).forEach(name::appendCodePoint);
        String shown = name.toString().strip();
        return shown.isEmpty() || shown.equals(".") || shown.equals("..") ? "file" : shown;
    }

    /// Neither controls, nor marks that turn the reading direction, nor halves of characters.
    private static boolean shows(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}
