package io.esync.connectors.spi.collection;

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

/** Polls one collection: a page is a piece. What has not changed is not read. */
public final class CollectionPoller implements Poller<CollectionPosition> {
  private final ApiCollection collection;
  private final ApiClient client;
  private final Pages pages;
  private final InstantSource clock;
  private final CollectionReading reading;
  private final PassValidators validators;

  /**
   * A poller.
   *
   * @param records tell the source and the stream
   * @param promises whether nothing else is read of the source, so that heartbeats can tell how far
   *     it is
   */
  public CollectionPoller(
      ApiCollection collection,
      RowRecords records,
      CollectionPosition position,
      boolean promises,
      ApiClient client,
      InstantSource clock) {
    this.collection = collection;
    this.client = client;
    this.pages = new Pages(collection.paging(), client::unproved);
    this.clock = clock;
    this.validators = new PassValidators(collection, position.validators());
    this.reading = new CollectionReading(collection, records, position, promises, clock.instant());
  }

  /**
   * The next page.
   *
   * @throws RefusedException if the API does not give it out
   */
  @Override
  public Piece<CollectionPosition> poll() throws SourceUnavailableException, IOException {
    return piece(reading.isSweeping() ? reading.swept(clock.instant()) : page());
  }

  /**
   * In the place of {@link #poll} where the collection is no more: tells deletes of all that was
   * given out of it, as far as deletes are told at all. Over when nothing more is to come at once.
   */
  public Piece<CollectionPosition> emptied() throws IOException {
    Instant now = clock.instant();
    return piece(reading.isSweeping() ? reading.swept(now) : reading.emptied(now));
  }

  private Piece<CollectionPosition> piece(List<SourceRecord> news) {
    if (!reading.goesOn()) {
      validators.passed(reading.isInDoubt());
    }
    return new Piece<>(
        news,
        reading.position().with(validators.known()),
        reading.goesOn() ? Next.AT_ONCE : Next.LATER);
  }

  private List<SourceRecord> page() throws SourceUnavailableException, IOException {
    reading.begin(clock.instant());
    String name = reading.page();
    Address first =
        reading
            .since()
            .map(since -> collection.address().with(collection.cursor().param(), since))
            .orElse(collection.address());
    Address asked = pages.address(first, name);
    boolean known = name == null && reading.mayBeUnchanged() && validators.know(asked);
    HttpReply reply = known ? changed(asked) : send(HttpCall.get(asked));
    Instant now = clock.instant();
    if (reply.isUnchanged()) {
      return reading.unchanged(now);
    }
    return take(name, asked, reply, now);
  }

  /** The answer to the first page, or that none of the pages has changed. */
  private HttpReply changed(Address first) throws SourceUnavailableException, IOException {
    HttpReply reply = null;
    for (Validator known : validators.known()) {
      reply = send(known.call());
      if (!reply.isUnchanged()) {
        return known.address().equals(first) ? reply : send(HttpCall.get(first));
      }
    }
    return reply;
  }

  private List<SourceRecord> take(String name, Address asked, HttpReply reply, Instant now)
      throws SourceUnavailableException, IOException {
    List<CollectionRecord> found;
    Optional<String> next;
    int size;
    try {
      JsonPage page = new JsonPage(reply.body());
      List<String> elements = page.elements(collection.records());
      size = elements.size();
      next = pages.next(name, asked, reply, page, size);
      found = elements.stream().map(reading::record).toList();
    } catch (IllegalArgumentException e) {
      throw new SourceUnavailableException(
          HttpCall.get(asked) + " is answered with what cannot be taken: " + e.getMessage(), e);
    }
    String following = reading.leadsOn(found, next.isPresent()) ? next.orElseThrow() : null;
    List<SourceRecord> news = reading.take(found, following, now);
    validators.took(
        name == null, Validator.of(asked, reply), following == null, size, reading.isBehind(found));
    return news;
  }

  private HttpReply send(HttpCall call) throws SourceUnavailableException, IOException {
    try {
      return client.send(call);
    } catch (HttpFailure e) {
      if (e.isPassing()) {
        throw new SourceUnavailableException(e.getMessage(), e);
      }
      throw new RefusedException(e);
    }
  }

  /** A request under way ends with its thread. */
  @Override
  public void close() {}
}
