package io.esync.jobs.control;

import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.compile.CommandStore;
import io.esync.jobs.review.DeskReferences;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Where commands are given to one pipeline. */
public final class CommandDesk {
  private final CommandStore store;

  private CommandDesk(CommandStore store) {
    this.store = store;
  }

  /**
   * The desk of a pipeline file. Of its secrets only those of its first source of commands are
   * needed.
   *
   * @throws IllegalArgumentException if it takes no commands
   */
  public static CommandDesk open(Path file, Map<String, String> environment) {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    DeskReferences references = new DeskReferences(environment);
    return of(new PipelineLoader(catalog).load(file, references), catalog, references);
  }

  /**
   * The desk of a pipeline.
   *
   * @throws IllegalArgumentException if it takes no commands
   */
  public static CommandDesk of(
      PipelineSpec pipeline, ConnectorCatalog catalog, DeskReferences references) {
    if (pipeline.control(Takes.COMMANDS).isEmpty()) {
      throw new IllegalArgumentException(
          "pipeline '"
              + pipeline.id()
              + "' takes no commands; add a source of them to its file and upgrade the job: control:"
              + " [{id: commands, takes: commands}]");
    }
    references.require(pipeline.control(Takes.COMMANDS).get(0).config());
    return new CommandDesk(new CommandStore(pipeline, catalog));
  }

  /** A written command. */
  public record Written(Row row, String place) {}

  /**
   * Writes a command.
   *
   * @throws IllegalArgumentException if the pipeline would not take it
   */
  public Written issue(CommandForm form) throws StoreException {
    // Once before anything is made, so that a mistake leaves no trace; and once by the right clock.
    row(form, Instant.now());
    AtomicReference<Row> written = new AtomicReference<>();
    String place =
        store.issue(
            now -> {
              written.set(row(form, now));
              return written.get();
            });
    return new Written(written.get(), place);
  }

  /** Whatever the pipeline would send to the dead-letter queue is refused here. */
  private Row row(CommandForm form, Instant now) {
    Row row = form.row(now);
    try {
      store.decode(row, now);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return row;
  }
}
