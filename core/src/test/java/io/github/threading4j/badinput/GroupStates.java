package io.github.threading4j.badinput;

import io.github.threading4j.Event;
import io.github.threading4j.NamedThread;
import io.github.threading4j.taskgroups.ExceptionGroup;
import io.github.threading4j.taskgroups.TaskGroup;
import io.github.threading4j.taskgroups.TaskGroupBuilder;
import java.io.IOException;
import java.util.List;

/** Task groups in all their states. */
final class GroupStates {
    private GroupStates() {}

    static void addTo(List<States.State> states) {
        states.add(new States.State(TaskGroup.class, "new", scene -> new TaskGroup("group")));
        states.add(new States.State(TaskGroup.class, "open", GroupStates::open));
        states.add(new States.State(TaskGroup.class, "ended", scene -> {
            var group = new TaskGroup("group");
            group.with(() -> {});
            return group;
        }));
        states.add(new States.State(TaskGroupBuilder.class, "new", scene -> TaskGroup.builder()));
        states.add(new States.State(ExceptionGroup.class, "new", scene -> exceptions()));
        states.add(new States.State(
                ExceptionGroup.Split.class, "new", scene -> new ExceptionGroup.Split(exceptions(), null)));
    }

    /** Returns a group whose body waits in another thread. */
    private static TaskGroup open(Scene scene) throws InterruptedException {
        var group = new TaskGroup("group");
        var open = new Event();
        var close = new Event();
        var owner = NamedThread.builder().daemon(true).name("owner").start(() -> {
            try {
                group.with(() -> {
                    open.set();
                    close.await();
                });
            } catch (ExceptionGroup e) {
                // the exception of a task, which its future has thrown
            }
        });
        open.await();
        scene.atEnd(() -> {
            close.set();
            owner.join();
        });
        return group;
    }

    static ExceptionGroup exceptions() {
        return new ExceptionGroup("exceptions", List.of(new IOException("one"), new IllegalStateException("two")));
    }
}
