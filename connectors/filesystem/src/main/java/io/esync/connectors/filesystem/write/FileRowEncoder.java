package io.esync.connectors.filesystem.write;

import io.esync.connectors.filesystem.FilesystemConfig.Format;
import io.esync.connectors.filesystem.FilesystemConfig.Mode;
import io.esync.connectors.filesystem.FilesystemRoute;
import io.esync.connectors.spi.ChangeEncoder;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.connectors.spi.TargetException;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.SchemaEvolution;
import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes the row that a file gets of each change, and says into which folder it goes. Refuses what
 * the format cannot hold without changing it.
 *
 * <p>The sequence of a change is the time of its writing in microseconds since the epoch, or one
 * more than that of the change before it. Changes of one key are written in one place, so it rises
 * for each key; after a failure as far as the clocks of the machines agree.
 */
public final class FileRowEncoder implements ChangeEncoder<FileRow> {
  private static final long serialVersionUID = 1L;

  private final Format format;
  private final Mode mode;
  private final HashMap<String, EntityPart> parts;

  private transient Map<String, EntityRows> rows;
  private transient InstantSource clock;
  private transient long sequence;

  /** What is fixed for an entity. */
  private record EntityPart(
      String directory, List<Field> fields, SchemaEvolution evolution, Partitions partitions)
      implements Serializable {}

  /**
   * @throws IllegalArgumentException if a partition is no expression over the declared fields
   */
  public FileRowEncoder(Format format, Mode mode, Map<String, Route<FilesystemRoute>> routes) {
    this.format = format;
    this.mode = mode;
    this.parts = new HashMap<>();
    routes.forEach((entity, route) -> parts.put(entity, part(entity, route)));
  }

  private static EntityPart part(String entity, Route<FilesystemRoute> route) {
    Partitions partitions = new Partitions(route.options().partitionBy());
    partitions.check(route.contract().fields());
    return new EntityPart(
        route.options().directory(entity),
        route.contract().fields(),
        route.contract().evolution(),
        partitions);
  }

  @Override
  public TypeInformation<FileRow> type() {
    return FileRow.TYPE;
  }

  @Override
  public FileRow encode(ChangeRecord change) throws TargetException {
    if (mode == Mode.APPEND && change.op() == ChangeOp.DELETE) {
      return null;
    }
    if (rows == null) {
      rows = new HashMap<>();
      clock = InstantSource.system();
    }
    EntityPart part = parts.get(change.entity());
    Row row =
        rows.computeIfAbsent(
                change.entity(),
                entity ->
                    new EntityRows(entity, part.fields(), part.evolution(), mode == Mode.CHANGELOG))
            .row(change, nextSequence());
    FileValues.require(format, mode, row);
    String folder = part.directory() + part.partitions().folder(change);
    return new FileRow(folder, row);
  }

  private long nextSequence() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    sequence = Math.max(now, sequence + 1);
    return sequence;
  }
}
