package io.github.threading4j.stress.twins.visibility;

import io.github.threading4j.stress.scenarios.BarrierActionOrder;
import io.github.threading4j.stress.twins.OneSidedBarrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Description("Twin of BarrierAction.Action: the action runs after the parties have returned.")
public class LateAction extends BarrierActionOrder {
    public LateAction() {
        super(OneSidedBarrier::new);
    }

    @Actor
    public void actor1(III_Result r) {
        first(r);
    }

    @Actor
    public void actor2(III_Result r) {
        second(r);
    }
}
