package io.github.threading4j.stress.scenarios;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** Both actors try to do what can be done once: exactly one of them is told that it did it. */
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "One did it and the other was refused.")
@Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "Both did what can be done once.")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "Both were refused, and nobody did it.")
public abstract class ExactlyOneSucceeds {}
