package io.github.threading4j.taskgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {
    private final IOException io = new IOException("io");
    private final FileNotFoundException file = new FileNotFoundException("file");
    private final IllegalStateException state = new IllegalStateException("state");

    @Test
    void message_hasTheNumberOfExceptions() {
        assertThat(new ExceptionGroup("errors", List.of(io))).hasMessage("errors (1 sub-exception)");
        assertThat(new ExceptionGroup("errors", List.of(io, state))).hasMessage("errors (2 sub-exceptions)");
    }

    @Test
    void causeIsTheFirstException_andTheRestIsSuppressed() {
        var group = new ExceptionGroup("errors", List.of(io, file, state));
        assertThat(group).hasCause(io);
        assertThat(group.getSuppressed()).containsExactly(file, state);
        assertThat(group.exceptions()).containsExactly(io, file, state);
    }

    @Test
    void exceptions_areACopyThatCannotBeChanged() {
        var source = new ArrayList<Throwable>(List.of(io));
        var group = new ExceptionGroup("errors", source);
        source.clear();
        assertThat(group.exceptions()).containsExactly(io);
        assertThatThrownBy(() -> group.exceptions().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void constructor_rejectsBadArguments() {
        assertThatThrownBy(() -> new ExceptionGroup("errors", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exceptions must be a non-empty sequence: [] (expected 1 or more)");
        assertThatThrownBy(() -> new ExceptionGroup("errors", Arrays.asList(io, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("exceptions: null (expected a value)");
        assertThatThrownBy(() -> new ExceptionGroup(null, List.of(io)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("message: null (expected a value)");
    }

    @Test
    void split_separatesSubtypesFromTheRest() {
        var group = new ExceptionGroup("errors", List.of(io, state, file));
        var split = group.split(IOException.class);
        assertThat(split.match().exceptions()).containsExactly(io, file);
        assertThat(split.match()).hasMessage("errors (2 sub-exceptions)");
        assertThat(split.match().getStackTrace()).isEqualTo(group.getStackTrace());
        assertThat(split.rest().exceptions()).containsExactly(state);
    }

    @Test
    void split_ofOneKindOnly_returnsTheGroupItself() {
        var group = new ExceptionGroup("errors", List.of(io, file));
        assertThat(group.split(IOException.class)).isEqualTo(new ExceptionGroup.Split(group, null));
        assertThat(group.split(IllegalStateException.class)).isEqualTo(new ExceptionGroup.Split(null, group));
        assertThat(group.split(RuntimeException.class)).isEqualTo(new ExceptionGroup.Split(group, null));
    }

    @Test
    void split_ofNestedGroups_keepsTheNesting() {
        var inner = new ExceptionGroup("inner", List.of(io, state));
        var group = new ExceptionGroup("outer", List.of(inner, file));
        var split = group.split(IllegalStateException.class);
        assertThat(split.match().exceptions()).singleElement().isInstanceOfSatisfying(ExceptionGroup.class, nested -> {
            assertThat(nested).hasMessage("inner (1 sub-exception)");
            assertThat(nested.exceptions()).containsExactly(state);
        });
        assertThat(split.rest().exceptions()).hasSize(2).contains(file);
        assertThat(split.rest().subgroup(IllegalStateException.class)).isNull();
    }

    @Test
    void subgroup_returnsTheMatchOrNull() {
        var group = new ExceptionGroup("errors", List.of(io, state));
        assertThat(group.subgroup(IOException.class).exceptions()).containsExactly(io);
        assertThat(group.subgroup(Error.class)).isNull();
    }

    @Test
    void group_canBeSerialized() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ExceptionGroup("errors", List.of(io, state)));
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (ExceptionGroup) in.readObject();
            assertThat(copy).hasMessage("errors (2 sub-exceptions)");
            assertThat(copy.exceptions()).extracting(Throwable::getMessage).containsExactly("io", "state");
        }
    }
}
