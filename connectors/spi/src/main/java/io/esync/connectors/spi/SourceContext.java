package io.esync.connectors.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a source connector is told of the pipeline that uses it.
 *
 * @param pipeline id of the pipeline
 * @param source id of the source
 * @param streams the streams that entities read from it
 * @param markers how targets of this pipeline mark what they write into the source's system: what
 *     bears one of these, or one with a slash and a number behind it, is given out as {@link
 *     io.esync.operators.model.Echo}
 * @param schedule when to poll; null where the connector's own options say it, and always where it
 *     does not {@link SourceConnector#takesSchedule take} one
 */
public record SourceContext(
    String pipeline, String source, List<Stream> streams, List<String> markers, Schedule schedule) {
  public SourceContext {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(source, "source");
    streams = List.copyOf(streams);
    markers = List.copyOf(markers);
  }

  /** The context of a source without a schedule. */
  public SourceContext(String pipeline, String source, List<Stream> streams, List<String> markers) {
    this(pipeline, source, streams, markers, null);
  }

  /** The context of a source without a schedule, whose system this pipeline does not write to. */
  public SourceContext(String pipeline, String source, List<Stream> streams) {
    this(pipeline, source, streams, List.of());
  }

  /**
   * A stream that some entity reads.
   *
   * @param name as the pipeline file names it, e.g. {@code public.customers}; may be a regular
   *     expression; null where the entity takes every stream of the source
   * @param keyFields the source's fields that make the entity's key; deletes must carry them. Empty
   *     where the stream's own primary key is taken
   */
  public record Stream(String name, List<String> keyFields) {
    public Stream {
      keyFields = List.copyOf(keyFields);
    }
  }
}
