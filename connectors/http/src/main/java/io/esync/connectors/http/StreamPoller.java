package io.esync.connectors.http;

import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.connectors.spi.http.HttpFailure;
import io.esync.connectors.spi.http.HttpReply;
import io.esync.connectors.spi.http.JsonPage;
import io.esync.connectors.spi.http.Pages;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Polls one stream: a page is a piece. */
final class StreamPoller implements Poller<StreamPosition> {
  private final StreamOptions options;
  private final Address collection;
  private final ApiClient client;
  private final Pages pages;
  private final InstantSource clock;
  private final StreamReading reading;

  private Optional<Validator> validator = Optional.empty();

  StreamPoller(
      HttpSourceConfig config,
      RowRecords records,
      StreamPosition position,
      ApiClient client,
      InstantSource clock) {
    this.options = config.streams().get(records.stream());
    this.collection = config.address(records.stream());
    this.client = client;
    this.pages = new Pages(config.paging(), client::unproved);
    this.clock = clock;
    this.reading =
        new StreamReading(
            options,
            records,
            position,
            config.trackedRows(),
            config.streams().size() == 1,
            clock.instant());
  }

  @Override
  public Piece<StreamPosition> poll() throws SourceUnavailableException, IOException {
    List<SourceRecord> news = reading.isSweeping() ? reading.swept(clock.instant()) : page();
    return new Piece<>(news, reading.position(), reading.goesOn() ? Next.AT_ONCE : Next.LATER);
  }

  private List<SourceRecord> page() throws SourceUnavailableException, IOException {
    reading.begin(clock.instant());
    String name = reading.page();
    Address first =
        reading
            .since()
            .map(since -> collection.with(options.cursor().param(), since))
            .orElse(collection);
    Address asked = pages.address(first, name);
    HttpCall call = HttpCall.get(asked);
    HttpReply reply = send(validator.map(known -> known.on(call)).orElse(call));
    Instant now = clock.instant();
    if (reply.isUnchanged()) {
      return reading.unchanged(now);
    }
    List<String> elements;
    Optional<String> next;
    try {
      JsonPage page = new JsonPage(reply.body());
      elements = page.elements(options.records());
      next = pages.next(name, asked, reply, page, elements.size());
    } catch (IllegalArgumentException e) {
      throw new SourceUnavailableException(
          call + " is answered with what cannot be taken: " + e.getMessage(), e);
    }
    List<SourceRecord> news =
        reading.take(elements.stream().map(reading::record).toList(), next.orElse(null), now);
    // Of several pages each may change by itself.
    validator = name == null && next.isEmpty() ? Validator.of(asked, reply) : Optional.empty();
    return news;
  }

  private HttpReply send(HttpCall call) throws SourceUnavailableException, IOException {
    try {
      return client.send(call);
    } catch (HttpFailure e) {
      if (e.isPassing()) {
        throw new SourceUnavailableException(e.getMessage(), e);
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A request under way ends with its thread. */
  @Override
  public void close() {}
}
