package io.github.threading4j.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threading4j.testing.Needs;
import io.github.threading4j.testing.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonWriterTest {
    private final StringBuilder text = new StringBuilder();
    private final JsonWriter writer = new JsonWriter(text);

    @Test
    void objectsAndArrays_areSeparatedByCommas() throws IOException {
        writer.begin('{').field("a", 1).field("b", null).field("c", true);
        writer.name("d")
                .begin('[')
                .literal(1L)
                .text("x")
                .begin('{')
                .end('}')
                .begin('[')
                .end(']')
                .end(']');
        writer.field("e", Deadlock.Kind.CYCLE).end('}');
        assertThat(text).hasToString("{\"a\":1,\"c\":true,\"d\":[1,\"x\",{},[]],\"e\":\"CYCLE\"}");
    }

    @Test
    void text_isPrintableAscii() throws IOException {
        writer.text("\"\\/\n\t\0\u007f é\u2028\ud83d\ude00\ud800</script>");
        assertThat(text)
                .hasToString("\"\\\"\\\\/\\n\\u0009\\u0000\\u007f \\u00e9\\u2028\\ud83d\\ude00\\ud800</script>\"");
    }

    /** Each character by itself, which includes all surrogates without their counterparts. */
    @Test
    @Tag(Needs.PYTHON)
    void text_ofEachCharacter_isReadByAnotherParser(@TempDir Path folder) throws Exception {
        writer.begin('[');
        for (var c = 0; c <= Character.MAX_VALUE; c++) {
            writer.text("<" + (char) c + ">");
        }
        writer.end(']');
        var file = Files.writeString(folder.resolve("all.json"), text, StandardCharsets.US_ASCII);
        var program = "import json, sys; read = json.load(open(sys.argv[1], encoding='ascii'));"
                + "print(read == [f'<{chr(c)}>' for c in range(65536)])";
        assertThat(Python.run("-c", program, file.toString())).containsExactly("True");
    }
}
