package io.github.threading4j.contextvars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.threading4j.testing.EachThreadKind;
import io.github.threading4j.testing.ThreadKind;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ContextVarTest {
    private final ContextVar<String> user = new ContextVar<>("user");

    @Test
    void get_neverSet_isRejected() {
        assertThatThrownBy(user::get)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("variable has no value in this context: ContextVar[name=user] "
                        + "(expected a call of set(), or a default)");
    }

    @Test
    void get_neverSet_returnsTheArgumentOrTheDefault() {
        var role = new ContextVar<>("role", "guest");
        assertThat(role.get()).isEqualTo("guest");
        assertThat(role.get("admin")).isEqualTo("admin");
        assertThat(user.get("nobody")).isEqualTo("nobody");
        role.set("clerk");
        assertThat(role.get()).isEqualTo("clerk");
        assertThat(role.get("admin")).isEqualTo("clerk");
    }

    @Test
    void null_isAcceptedAsValueAndDefault() {
        assertThat(new ContextVar<String>("v", null).get()).isNull();
        user.set(null);
        assertThat(user.get()).isNull();
        assertThat(user.get("nobody")).isNull();
    }

    @EachThreadKind
    void set_isSeenOnlyInTheCallingThread(ThreadKind kind) {
        user.set("ada");
        kind.run(() -> {
            user.set("bob");
            assertThat(user.get()).isEqualTo("bob");
        });
        assertThat(user.get()).isEqualTo("ada");
    }

    @EachThreadKind
    void reset_restoresThePreviousValueOrNone(ThreadKind kind) {
        kind.run(() -> {
            var first = user.set("ada");
            var second = user.set("bob");
            assertThat(second.getOldValue()).isEqualTo("ada");
            user.reset(second);
            assertThat(user.get()).isEqualTo("ada");
            assertThat(first.hasOldValue()).isFalse();
            user.reset(first);
            assertThat(Context.copyContext().contains(user)).isFalse();
            assertThat(user.get("nobody")).isEqualTo("nobody");
        });
    }

    @Test
    void reset_inAnyOrder_restoresTheTokensOldValue() {
        user.set("ada");
        var second = user.set("bob");
        var third = user.set("cy");
        user.reset(second);
        assertThat(user.get()).isEqualTo("ada");
        user.reset(third);
        assertThat(user.get()).isEqualTo("bob");
    }

    @Test
    void reset_twice_isRejected() {
        var token = user.set("ada");
        user.reset(token);
        user.set("bob");
        assertThatThrownBy(() -> user.reset(token))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("token has already been used once: Token[used, ContextVar[name=user]]");
        assertThat(user.get()).isEqualTo("bob");
    }

    @Test
    void reset_byAnotherVariable_isRejected() {
        var token = user.set("ada");
        assertThatThrownBy(() -> new ContextVar<String>("other").reset(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token was created by a different ContextVar: Token[ContextVar[name=user]] "
                        + "(expected a token of ContextVar[name=other])");
        user.reset(token);
        assertThat(user.get("nobody")).isEqualTo("nobody");
    }

    @EachThreadKind
    void reset_inAnotherContext_isRejectedAndTokenStaysUsable(ThreadKind kind) {
        var token = user.set("ada");
        assertThatThrownBy(() -> Context.copyContext().run(() -> user.reset(token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token was created in a different Context: Token[ContextVar[name=user]]");
        kind.run(() -> assertThatThrownBy(token::close).isInstanceOf(IllegalArgumentException.class));
        user.reset(token);
        assertThat(user.get("nobody")).isEqualTo("nobody");
    }

    @Test
    void token_closed_resetsTheVariable() {
        try (var token = user.set("ada")) {
            assertThat(token.getVar()).isSameAs(user);
            user.set("bob");
        }
        assertThat(user.get("nobody")).isEqualTo("nobody");
    }

    @Test
    void token_usedBeforeClose_closeThrows() {
        assertThatThrownBy(() -> {
                    try (var token = user.set("ada")) {
                        user.reset(token);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("token has already been used once");
    }

    @Test
    void getOldValue_throwsWithoutOldValue_returnsAnOldValueOfNull() {
        var token = user.set(null);
        assertThatThrownBy(token::getOldValue)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("variable had no value before: Token[ContextVar[name=user]]");
        var second = user.set("ada");
        assertThat(second.hasOldValue()).isTrue();
        assertThat(second.getOldValue()).isNull();
    }

    @Test
    void nullNameOrToken_isRejected() {
        assertThatThrownBy(() -> new ContextVar<String>(null)).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> new ContextVar<>(null, "x")).hasMessage("name: null (expected a value)");
        assertThatThrownBy(() -> user.reset(null)).hasMessage("token: null (expected a value)");
    }

    @Test
    void variables_withTheSameName_areDifferent() {
        var other = new ContextVar<String>("user");
        user.set("ada");
        assertThat(other.get("nobody")).isEqualTo("nobody");
        assertThat(other).isNotEqualTo(user);
    }

    /** A rejected use of a token does not use up the token. */
    @EachThreadKind
    void token_useRejected_staysUsable(ThreadKind kind) {
        kind.run(() -> {
            user.set("ada");
            var context = new Context();
            var token = context.run(() -> user.set("inner"));
            assertThatThrownBy(token::close).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> context.copy().run(token::close)).isInstanceOf(IllegalArgumentException.class);
            assertThat(user.get()).isEqualTo("ada");
            context.run(() -> user.reset(token));
            assertThat(context.contains(user)).isFalse();
        });
    }

    @Test
    void toString_showsNameAndDefault() {
        assertThat(user).hasToString("ContextVar[name=user]");
        assertThat(new ContextVar<>("role", "guest")).hasToString("ContextVar[name=role, default=guest]");
        assertThat(user.name()).isEqualTo("user");
    }
}
