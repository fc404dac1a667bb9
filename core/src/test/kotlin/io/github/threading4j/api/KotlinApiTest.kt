package io.github.threading4j.api

import io.github.threading4j.Acquirable
import io.github.threading4j.Barrier
import io.github.threading4j.CancelScope
import io.github.threading4j.Condition
import io.github.threading4j.Event
import io.github.threading4j.ExceptHookArgs
import io.github.threading4j.Local
import io.github.threading4j.Lock
import io.github.threading4j.NamedThread
import io.github.threading4j.RLock
import io.github.threading4j.RepeatingTimer
import io.github.threading4j.Semaphore
import io.github.threading4j.Threading.currentThread
import io.github.threading4j.Threading.getDefaultExcepthook
import io.github.threading4j.Threading.enumerate
import io.github.threading4j.Threading.exit
import io.github.threading4j.Threading.serializeIterator
import io.github.threading4j.Threading.setExcepthook
import io.github.threading4j.Threading.timeout
import io.github.threading4j.Timer
import io.github.threading4j.contextvars.Context
import io.github.threading4j.contextvars.ContextVar
import io.github.threading4j.function.Target
import io.github.threading4j.futures.Future
import io.github.threading4j.futures.Futures
import io.github.threading4j.futures.ThreadPoolExecutor
import io.github.threading4j.pool.AsyncOptions
import io.github.threading4j.pool.ThreadPool
import io.github.threading4j.queue.Queue
import io.github.threading4j.queue.QueueStore
import io.github.threading4j.select.Select
import io.github.threading4j.taskgroups.ExceptionGroup
import io.github.threading4j.taskgroups.TaskGroup
import java.time.Duration
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** The API as a Kotlin programmer uses it. */
class KotlinApiTest {
    @Test
    fun `use of a hold, with or without a value`() {
        val lock = Lock("accounts")
        var counter = 0
        lock.hold().use { counter++ }
        val answer = lock.hold().use { 6 * 7 }
        assertThat(counter).isEqualTo(1)
        assertThat(answer).isEqualTo(42)
        assertThat(lock.locked()).isFalse()
    }

    @Test
    fun `tryHold returns null or a hold`() {
        val lock = Lock()
        val answer = lock.tryHold(1.5)?.use {
            assertThat(nullness(lock.tryHold())).isEqualTo("nullable")
            lock.tryHold()?.use { "free" } ?: "busy"
        }
        assertThat(answer).isEqualTo("busy")
        assertThat(lock.locked()).isFalse()
    }

    /**
     * Kotlin has no checked exceptions from which to infer the thrown type, so `with` needs type arguments; prefer
     * [a hold][Lock.hold].
     */
    @Test
    fun `with needs type arguments`() {
        val lock = RLock()
        var counter = 0
        lock.with<Nothing> { counter++ } // one type: an action
        val answer = lock.with<Int, Nothing> { 6 * 7 } // two types: a value
        assertThat(counter).isEqualTo(1)
        assertThat(answer).isEqualTo(42)
    }

    @Test
    fun `timeout and a scope need type arguments, like with`() {
        val queue = Queue<String>()
        assertThatThrownBy { timeout<String, Nothing>(0.001) { queue.get() } }
            .isInstanceOf(TimeoutException::class.java)
        timeout<Nothing>(Duration.ofHours(1)) { queue.put("item") }
        val scope = CancelScope("jobs")
        assertThat(scope.with<Nothing> { queue.get() }).isTrue()
        scope.cancel()
        assertThat(scope.with<Nothing> { queue.get() }).isFalse()
        assertThat(CancelScope.shield<String, Nothing> { "value" }).isEqualTo("value")
        assertThat(CancelScope.remaining()).isEmpty()
    }

    @Test
    fun `withLock works with the view as a Java lock`() {
        val lock = RLock()
        val count = lock.asJavaLock().withLock { lock.holdCount }
        assertThat(count).isEqualTo(1)
    }

    @Test
    fun `a thread takes a lambda and has properties`() {
        val seen = AtomicReference<NamedThread>()
        val thread = NamedThread { seen.set(currentThread()) }
        thread.name = "left"
        thread.isDaemon = true
        thread.start()
        assertThat(thread.join(60.0)).isTrue()
        assertThat(thread.join(Duration.ZERO)).isTrue()
        assertThat(seen.get()).isSameAs(thread)
        assertThat(thread.name).isEqualTo("left")
        assertThat(thread.isDaemon).isTrue()
        assertThat(thread.isAlive).isFalse()
        assertThat(enumerate()).doesNotContain(thread)

        val named = NamedThread({}, "named")
        assertThat(named.name).isEqualTo("named")
        NamedThread.builder().name("built").start {}.join()
    }

    private class Summer : NamedThread("summer") {
        var total = 0

        override fun run() {
            total = 1 + 2 + 3
        }
    }

    @Test
    fun `a subclass overrides run`() {
        val summer = Summer()
        summer.start()
        summer.join()
        assertThat(summer.total).isEqualTo(6)
    }

    private class Stopped : NamedThread() {
        private val stop = Event()

        override fun run() {
            stop.await()
        }

        override fun join(timeout: Duration): Boolean {
            stop.set()
            return super.join(timeout)
        }
    }

    @Test
    fun `a subclass overrides join`() {
        val stopped = Stopped()
        stopped.start()
        stopped.join()
        assertThat(stopped.isAlive).isFalse()
        assertThat(stopped.join(1.5)).isTrue()
    }

    private class Repeating(interval: Double, function: Target) : Timer(interval, function) {
        override fun run() {
            while (!finished.await(interval)) {
                function.run()
            }
        }
    }

    @Test
    fun `a subclass of Timer overrides run`() {
        val beats = Semaphore(0)
        val timer = Repeating(0.001) { beats.release() }
        timer.start()
        repeat(3) { beats.acquire() }
        timer.cancel()
        timer.join()
        assertThat(timer.finished.isSet).isTrue()
    }

    @Test
    fun `the excepthook can be a lambda`() {
        val heard = AtomicReference<ExceptHookArgs>()
        setExcepthook { heard.set(it) }
        try {
            val failing = NamedThread { error("no such account") }
            failing.start()
            failing.join()
            val leaving = NamedThread { throw exit() }
            leaving.start()
            leaving.join()
            assertThat(heard.get().exception()).hasMessage("no such account")
            assertThat(heard.get().thread()).isSameAs(failing)
        } finally {
            setExcepthook(getDefaultExcepthook())
        }
    }

    @Test
    fun `a local can have a nullable type`() {
        val items = Local<MutableList<String>>(::mutableListOf)
        items.get() += "here"
        assertThat(items.get()).containsExactly("here")

        val user = Local<String?>()
        user.set(null)
        assertThat(nullness(user.get())).isEqualTo("nullable")
        assertThat(user.isSet).isTrue()
    }

    @Test
    fun `any Java lock can be an Acquirable`() {
        val acquirable: Acquirable = Acquirable.of(ReentrantLock())
        assertThat(acquirable.hold().use { "held" }).isEqualTo("held")
    }

    /**
     * The compiler selects the second overload for expressions that the library declares as nullable, and the first one
     * for all others.
     */
    private fun nullness(@Suppress("UNUSED_PARAMETER") value: Any) = "not null"

    @JvmName("nullnessOrNull")
    private fun nullness(@Suppress("UNUSED_PARAMETER") value: Any?) = "nullable"

    @Test
    fun `the compiler sees nullness annotations`() {
        val lock = RLock()
        assertThat(nullness(lock.owner)).isEqualTo("nullable")
        assertThat(nullness(ExceptHookArgs(Error(), null).thread())).isEqualTo("nullable")
        assertThat(nullness(lock.hold().use { lock.owner?.name })).isEqualTo("nullable")
        assertThat(nullness(currentThread().name)).isEqualTo("not null")

        val inferred = lock.with<String?, Nothing> { null }
        assertThat(inferred).isNull()
    }

    private class SetStore<T> : QueueStore<T> {
        private val items = LinkedHashSet<T>()

        override fun add(item: T) = items.add(item)

        override fun remove(): T = items.first().also { items.remove(it) }

        override fun size() = items.size
    }

    @Test
    fun `a queue can have a custom store`() {
        val queue = Queue.withStore(0, SetStore<String?>())
        for (item in listOf("once", null, "once")) {
            queue.put(item)
        }
        assertThat(queue.qsize()).isEqualTo(2)
        assertThat(queue.get()).isEqualTo("once")
        assertThat(nullness(queue.get())).isEqualTo("nullable")
    }

    @Test
    fun `awaitFor takes a lambda`() {
        val ready = Condition(Lock())
        val buffer = ArrayDeque<String>()
        val producer = NamedThread {
            ready.hold().use {
                buffer += "item"
                ready.signal()
            }
        }
        producer.start()
        val item = ready.hold().use {
            ready.awaitFor { buffer.isNotEmpty() }
            buffer.removeFirst()
        }
        producer.join()
        assertThat(item).isEqualTo("item")
    }

    @Test
    fun `events, semaphores, barriers and timers are used as in Java`() {
        val stop = Event()
        val timer = Timer(0.001) { stop.set() }
        timer.start()
        assertThat(stop.await(60.0)).isTrue()
        timer.join()

        val permits = Semaphore(1)
        permits.hold().use { assertThat(permits.getValue()).isEqualTo(0) }

        var rounds = 0
        assertThat(Barrier(1) { rounds++ }.await()).isEqualTo(0)
        assertThat(rounds).isEqualTo(1)

        RepeatingTimer.fixedDelay(0.001) { permits.release() }.use {
            it.start()
            permits.acquire()
        }
    }

    @Test
    fun `a queue can have a nullable item type`() {
        val items = Queue<String?>()
        items.put(null)
        items.put("last")
        assertThat(nullness(items.get())).isEqualTo("nullable")
        assertThat(items.get()).isEqualTo("last")

        val lines = serializeIterator(listOf("one", "two"))
        assertThat(nullness(lines.next())).isEqualTo("not null")
    }

    @Test
    fun `results work in loops and with Kotlin's functions`() {
        ThreadPoolExecutor(2).use { executor ->
            var sum = 0
            for (square in executor.map({ n -> n * n }, listOf(1, 2, 3))) {
                sum += square
            }
            assertThat(sum).isEqualTo(14)
            assertThat(executor.map({ n -> n * n }, listOf(1, 2, 3)).filter { it > 1 }).containsExactly(4, 9)
            val futures = listOf(executor.submit<Int> { 1 }, executor.submit<Int> { 2 })
            Futures.asCompleted(futures).use { completed ->
                assertThat(completed.map { it.result(Exception::class.java) }).containsExactlyInAnyOrder(1, 2)
            }
            assertThat(Futures.await(futures, 60.0).done).hasSize(2)
        }
    }

    @Test
    fun `a task has a value if it has a type argument`() {
        ThreadPoolExecutor(1).use {
            assertThat(it.submit<Int> { 6 * 7 }.result()).isEqualTo(42)
            assertThat(it.submit { 6 * 7 }.result()).isNull()
        }
        ThreadPool(1).use {
            assertThat(it.apply<Int> { 6 * 7 }).isEqualTo(42)
            assertThat(it.applyAsync<Int> { 6 * 7 }.get()).isEqualTo(42)
            assertThat(it.applyAsync { 6 * 7 }.get()).isNull()
            val told = ArrayList<Int>()
            val options = AsyncOptions.defaults().errorCallback { e -> throw e }
            val result = it.applyAsync({ "six" }, options.callback { word -> told.add(word.length) })
            assertThat(result.get()).isEqualTo("six")
            assertThat(told).containsExactly(3)
        }
    }

    @Test
    fun `run of a context needs type arguments`() {
        val user = ContextVar("user", "nobody")
        val context = Context.copyContext()
        val token = context.run<_, Nothing> { user.set("ada") }
        assertThat(context.get(user)).isEqualTo("ada")
        assertThat(token.getVar()).isSameAs(user)
        assertThat(Context.wrap<String> { user.get() }.call()).isEqualTo("nobody")
    }

    @Test
    fun `Kotlin's own with does not acquire the lock`() {
        val lock = Lock()
        assertThat(with(lock) { locked() }).isFalse()
        assertThat(lock.hold().use { lock.locked() }).isTrue()
    }

    @Test
    fun `with of a task group needs type arguments`() {
        val group = TaskGroup("squares")
        val sum = group.with<Int, Exception> {
            val futures = (1..3).map { n -> group.submit<Int> { n * n } }
            futures.sumOf { it.result() }
        }
        assertThat(sum).isEqualTo(14)
        val failing = TaskGroup()
        val thrown = assertThrows<ExceptionGroup> {
            failing.with<Future<Int>, Exception> { failing.submit<Int> { "x".toInt() } }
        }
        assertThat(thrown.exceptions().single()).isInstanceOf(NumberFormatException::class.java)
        assertThat(thrown.split(NumberFormatException::class.java).rest).isNull()
    }

    /** The Kotlin example of docs/porting-from-python.md, word for word. */
    @Test
    fun `the guide's example`() {
        val printed = StringBuilder()
        fun println(value: Any?) = printed.append(value)

        val lock = Lock("accounts")
        var balance = 10
        val deposit = NamedThread {                       // with a name: NamedThread({ ... }, "deposit")
            lock.hold().use { balance += 5 }              // with lock:
        }
        deposit.name = "deposit"                          // getters and setters are properties
        deposit.isDaemon = true
        deposit.start()
        deposit.join(2.5)

        ThreadPoolExecutor(2).use { executor ->
            val later = executor.submit<Int> { lock.hold().use { balance } }
            println(later.result())                       // 15
        }
        assertThat(printed).hasToString("15")
    }

    @Test
    fun `a select has a lambda for each case, and on is no keyword`() {
        val stop = Event("stop")
        val jobs = Queue<String>()
        val lock = Lock()
        val next = Select<Boolean>()
            .on(stop) { false }
            .on(jobs) { job -> job.isNotEmpty() }
        jobs.put("sweep")
        assertThat(next.await()).isTrue()
        assertThat(next.await(0.0) { true }).isTrue()
        stop.set()
        assertThat(next.await()).isFalse()
        val free = Select<Boolean>().onRoom(jobs, "dust") { true }.on(lock) { hold -> hold.use { lock.locked() } }
        assertThat(free.await()).isTrue()
        assertThat(free.await()).isTrue()
        assertThat(jobs.get()).isEqualTo("dust")
    }
}
