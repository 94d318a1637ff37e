package io.esync.connectors.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

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
   * @param whereFields the source's fields that tell whether a row was part of the entity; deletes
   *     must carry them too. Empty where it makes no difference
   */
  public record Stream(String name, List<String> keyFields, List<String> whereFields) {
    public Stream {
      keyFields = List.copyOf(keyFields);
      whereFields = List.copyOf(whereFields);
    }

    /** A stream all of whose deletes count. */
    public Stream(String name, List<String> keyFields) {
      this(name, keyFields, List.of());
    }

    /**
     * What is missing where deletes do not carry all that they must.
     *
     * @param told whether they carry a field
     * @return e.g. {@code the entity's key field email}; empty where nothing is missing
     */
    public Optional<String> untold(Predicate<String> told) {
      List<String> missing = new ArrayList<>();
      List<String> key = keyFields.stream().filter(told.negate()).toList();
      if (!key.isEmpty()) {
        missing.add("the entity's key " + fields(key));
      }
      List<String> where = whereFields.stream().filter(told.negate()).toList();
      if (!where.isEmpty()) {
        missing.add("the " + fields(where) + " that 'where' of the entity reads");
      }
      return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", missing));
    }

    private static String fields(List<String> names) {
      return (names.size() == 1 ? "field " : "fields ") + String.join(", ", names);
    }
  }
}
