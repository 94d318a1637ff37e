/**
 * Sources that ask again and again: files that grow, tables, pages of an API.
 *
 * <p>A connector says what it reads by a {@link io.esync.connectors.spi.poll.PolledSystem} and how
 * by a {@link io.esync.connectors.spi.poll.Poller}, in plain Java with blocking calls; {@link
 * io.esync.connectors.spi.poll.PollingSource} makes Flink's source of them. It holds the positions
 * in checkpoints, waits between two polls, and tries again where a system cannot be reached.
 */
package io.esync.connectors.spi.poll;
