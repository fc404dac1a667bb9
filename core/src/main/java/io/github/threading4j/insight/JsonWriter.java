package io.github.threading4j.insight;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, piece by piece. Escapes all characters except printable ASCII: the result is valid in each charset that
 * a {@code Writer} may have, whatever the text contains, including a surrogate without its counterpart.
 */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final Appendable out;

    /** Whether a comma must precede the next value or name in the current object or array. */
    private boolean needsComma;

    JsonWriter(Appendable out) {
        this.out = out;
    }

    /** Begins an object or an array. */
    JsonWriter begin(char bracket) throws IOException {
        separate();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    /** Ends an object or an array. */
    JsonWriter end(char bracket) throws IOException {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    /** Writes the name of the field whose value comes next. */
    JsonWriter name(String name) throws IOException {
        text(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    /** Writes a field, or nothing if the value is null. Numbers and booleans are written as they are. */
    JsonWriter field(String name, @Nullable Object value) throws IOException {
        if (value == null) {
            return this;
        }
        name(name);
        return value instanceof Number || value instanceof Boolean ? literal(value) : text(value.toString());
    }

    /** Writes a number or a boolean. */
    JsonWriter literal(Object value) throws IOException {
        separate();
        out.append(value.toString());
        return this;
    }

    /** Writes a string. */
    JsonWriter text(String text) throws IOException {
        separate();
        out.append('"');
        var written = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(c);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
        return this;
    }

    private void escape(char c) throws IOException {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\n' -> out.append('n');
            default -> {
                out.append('u');
                for (var shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt((c >> shift) & 0xf));
                }
            }
        }
    }

    private void separate() throws IOException {
        if (needsComma) {
            out.append(',');
        }
        needsComma = true;
    }
}
