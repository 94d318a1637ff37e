/**
 * Dead letters that go through the pipeline once more: how a command holds one ({@link
 * io.esync.operators.replay.Letter}), and which may go ({@link
 * io.esync.operators.replay.ReplayRules}).
 */
package io.esync.operators.replay;
