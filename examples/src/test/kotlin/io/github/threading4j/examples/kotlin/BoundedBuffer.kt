package io.github.threading4j.examples.kotlin

import io.github.threading4j.Condition
import io.github.threading4j.Lock
import io.github.threading4j.NamedThread

/** A producer and a consumer share a buffer with capacity for three items: two conditions use one lock. */
class BoundedBuffer(private val size: Int) {
    private val items = ArrayDeque<String>()
    private val lock = Lock()
    private val notFull = Condition(lock)
    private val notEmpty = Condition(lock)

    fun put(item: String) = notFull.hold().use {
        notFull.awaitFor { items.size < size }
        items.addLast(item)
        notEmpty.signal()
    }

    fun take(): String = notEmpty.hold().use {
        notEmpty.awaitFor { items.isNotEmpty() }
        val item = items.removeFirst()
        notFull.signal()
        item
    }
}

fun produce(buffer: BoundedBuffer) {
    for (number in 1..10) {
        buffer.put("item $number")
    }
    buffer.put("the end")
}

fun main() {
    val buffer = BoundedBuffer(3)
    val producer = NamedThread { produce(buffer) }
    producer.start()
    generateSequence(buffer::take).takeWhile { it != "the end" }.forEach { println("took $it") }
    producer.join()
}
