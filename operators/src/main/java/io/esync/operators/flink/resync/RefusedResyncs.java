package io.esync.operators.flink.resync;

import io.esync.operators.control.Command;
import io.esync.operators.control.Command.Action;
import io.esync.operators.model.AuditEvent;
import io.esync.operators.model.AuditEvent.Outcome;
import io.esync.operators.resync.ResyncScope;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says of commands to read again that their source cannot be.
 *
 * <p>Input: commands. Output: an audit event for each source that a command is about. No state.
 */
public final class RefusedResyncs extends ProcessFunction<Command, AuditEvent> {
  private static final long serialVersionUID = 1L;
  private static final String WHY =
      ": this kind of source cannot be read again while it runs. Let the source say its rows once"
          + " more (e.g. touch them, or write them again), or start the pipeline without state";

  private final String operator;
  private final List<ResyncScope> sources;

  /**
   * @param operator name of this operator, for the audit
   * @param sources those that cannot be read again
   */
  public RefusedResyncs(String operator, List<ResyncScope> sources) {
    this.operator = operator;
    this.sources = List.copyOf(sources);
  }

  @Override
  public void processElement(Command command, Context context, Collector<AuditEvent> out) {
    if (command.action() != Action.RESYNC) {
      return;
    }
    for (ResyncScope source : sources) {
      if (source.concerns(command)) {
        String reason = "RESYNC " + source.source() + command.by() + WHY;
        out.collect(
            new AuditEvent(operator, Outcome.REFUSED, reason, command.origin(), null, List.of()));
      }
    }
  }
}
