package io.esync.jobs.compile;

import static java.util.stream.Collectors.toSet;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.EntitySpec;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.jobs.spec.SourceSpec;
import io.esync.operators.control.Command;
import io.esync.operators.control.CommandDecoder;
import io.esync.operators.control.CommandRow;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceVersion;
import java.time.Instant;
import java.util.function.Function;

/**
 * The commands of a pipeline, where its file says they are.
 *
 * @param pipeline one that takes commands
 */
public record CommandStore(PipelineSpec pipeline, ConnectorCatalog catalog) {
  /** Adds a row of {@link CommandRow#SCHEMA} to the first source of commands; says where it is. */
  public String issue(Function<Instant, Row> row) throws StoreException {
    ControlSpec control = pipeline.control(Takes.COMMANDS).get(0);
    return BoundSource.of(pipeline, control, catalog).append(CommandRow.SCHEMA, row);
  }

  /** What the pipeline makes of a row that it reads at {@code now}. */
  public Command decode(Row row, Instant now) throws DecodeException {
    Origin origin = new Origin("", "", new SourceVersion(0, 0, 0), 0, now.toEpochMilli(), false);
    return decoder(pipeline).decode(new SourceChange(origin, ChangeOp.UPSERT, null, row));
  }

  static CommandDecoder decoder(PipelineSpec pipeline) {
    return new CommandDecoder(
        pipeline.sources().stream().map(SourceSpec::id).collect(toSet()),
        pipeline.entities().stream().map(EntitySpec::name).collect(toSet()));
  }
}
