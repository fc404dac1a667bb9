package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** Both actors try an operation that can succeed only once: exactly one of them succeeds. */
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "One thread succeeded, and the other was rejected.")
@Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "Both threads succeeded.")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "Both threads were rejected.")
public abstract class ExactlyOneSucceeds {}
