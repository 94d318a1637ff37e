package io.esync.connectors.http;

import com.google.auto.service.AutoService;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.SourceConnector;
import io.esync.connectors.spi.SourceContext;
import io.esync.connectors.spi.poll.PollingSource;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceRecord;
import io.esync.operators.replay.RecordParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** Polls collections of an API. */
@SuppressWarnings("rawtypes") // a service is named without its type arguments
@AutoService(SourceConnector.class)
public final class HttpSourceConnector implements SourceConnector<HttpSourceConfig> {
  @Override
  public String type() {
    return "http";
  }

  @Override
  public String description() {
    return "Collections of JSON objects that an API of HTTP offers, read again and again by a field"
        + " that rises with every change, or as a whole.";
  }

  @Override
  public String guarantee() {
    return "The last state of each record is read if its cursor rises with every change and it shows"
        + " within the overlap, and its delete with the next complete reading; a state may be read"
        + " again, states in between are not seen.";
  }

  @Override
  public String prerequisites() {
    return """
        - A later cursor makes a later version; where it stands still, the later reading does. A cursor
          that is a time is also the time of the change. `param` asks for records from a value on, that
          value included; what is read again within `overlap` is left out where it is still the same.
        - A value more than a day ahead of the clock does not keep others from being read; a greater
          number than all others does.
        - Without `cursor`, and when `deletes` says so, a poll reads the whole collection. Only one that
          came to its last page deletes; one that was cut off begins anew. It finds no deletes where it
          holds a record whose key cannot be read. Keys that were given out are part of the job's state.
        - `page` and `offset` miss a record where one before it goes away between two pages; the next
          complete reading finds it. There a record is taken for deleted once two complete readings in a
          row missed it, unless the collection fits into one page; the second one comes with the next
          poll. Let the API sort by the cursor, rising, or take its cursors or links.
        - Links to a page on another server are not followed, and neither are redirections: they would
          be shown what proves us to this one.
        - Where all answers of a reading, up to 50, bear an ETag, or a Last-Modified of some time before,
          the next poll asks whether any has changed, and so does the first one of a restarted job.
        - Answers 429, 503 and 403 with Retry-After, or with X-RateLimit-Remaining 0 and
          X-RateLimit-Reset, are waited for; so is a limit that a good answer says to be used up. An
          answer that is no JSON, or broken off, is asked for again. All this counts as
          `esync.failedPolls`, is told in the log, and moves no position. Other refusals (401, 404) fail
          the job.
        - A field that `from` takes out of an object is null where that object is null.
        - A record that does not fit its fields goes to the dead-letter queue as it stood in the answer.
          Values stand as the target `filesystem` writes them; decimals may be numbers. A member that is
          an object is read as `json`.
        - A source of one stream whose cursor is a time promises that nothing before the overlap comes any
          more, so that what is kept against stragglers can be forgotten; without a cursor it promises the
          start of each reading.
        - TLS trusts whom the Java of the TaskManagers trusts.
        """;
  }

  @Override
  public Class<HttpSourceConfig> configType() {
    return HttpSourceConfig.class;
  }

  @Override
  public Source<SourceRecord, ?, ?> source(HttpSourceConfig config, SourceContext context) {
    return new PollingSource<>(new HttpStreams(config, context), context.schedule());
  }

  @Override
  public Map<String, RowSchema> declared(HttpSourceConfig config) {
    Map<String, RowSchema> declared = new HashMap<>();
    config.streams().forEach((name, stream) -> declared.put(name, stream.schema()));
    return declared;
  }

  @Override
  public List<CheckFailure> check(HttpSourceConfig config, SourceContext context) {
    return SourceCheck.run(config, context);
  }

  /** One: a limit of requests is kept to by one, which waits for the server and not for itself. */
  @Override
  public int maxParallelism(HttpSourceConfig config) {
    return 1;
  }

  @Override
  public Optional<RecordParser> parsing(HttpSourceConfig config, SourceContext context) {
    return Optional.of(new HttpRecordAgain(config));
  }

  @Override
  public boolean takesSchedule(HttpSourceConfig config) {
    return true;
  }
}
