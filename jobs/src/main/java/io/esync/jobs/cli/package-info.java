/**
 * The command line {@code esync}. {@link io.esync.jobs.cli.EsyncCommand} lists the sub-commands; a
 * new one is a class here and a line there.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 invalid input. A command reports a user's mistake by throwing
 * an {@link io.esync.jobs.spec.InvalidPipelineException}, and what the world is at fault for by a
 * {@link io.esync.jobs.cli.CommandFailedException}; {@link io.esync.jobs.cli.FailureReport} prints
 * both as messages without a stack trace.
 */
package io.esync.jobs.cli;
