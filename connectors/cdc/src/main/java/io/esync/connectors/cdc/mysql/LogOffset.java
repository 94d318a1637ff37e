package io.esync.connectors.cdc.mysql;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.base.source.meta.offset.OffsetFactory;

/** A {@link LogPosition} as Flink CDC keeps it. */
final class LogOffset extends Offset {
  private static final long serialVersionUID = 1L;

  LogOffset(LogPosition position) {
    this.offset = new HashMap<>(position.parts());
  }

  @Override
  public int compareTo(Offset other) {
    LogPosition left = LogPosition.of(this);
    LogPosition right = LogPosition.of(other);
    int order = Long.compare(LogPosition.number(left.file()), LogPosition.number(right.file()));
    return order == 0 ? Long.compare(left.offset(), right.offset()) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogOffset that && offset.equals(that.offset);
  }

  @Override
  public int hashCode() {
    return offset.hashCode();
  }

  /** Reads offsets back. */
  static final class Factory extends OffsetFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public Offset newOffset(Map<String, String> offset) {
      return LogPosition.of(offset).toOffset();
    }

    @Override
    public Offset newOffset(String filename, Long position) {
      return new LogPosition(filename, position, 0, 0).toOffset();
    }

    @Override
    public Offset newOffset(Long position) {
      throw new UnsupportedOperationException("a place in the log needs a file");
    }

    @Override
    public Offset createTimestampOffset(long timestampMillis) {
      throw new UnsupportedOperationException("the log is not found by time");
    }

    @Override
    public Offset createInitialOffset() {
      return new LogPosition("none.0", 0, 0, 0).toOffset();
    }

    @Override
    public Offset createNoStoppingOffset() {
      return LogPosition.end().toOffset();
    }
  }
}
