/**
 * Sources that can be paused and resumed by commands.
 *
 * <p>A reader of Flink's has no input. So {@link
 * io.esync.operators.flink.steering.SteeringOperator} keeps, in its state, which sources are
 * paused, and tells its coordinator, which runs beside the split enumerators of the job; these tell
 * their readers.
 */
package io.esync.operators.flink.steering;
