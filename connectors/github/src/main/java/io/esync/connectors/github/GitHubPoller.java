package io.esync.connectors.github;

import io.esync.connectors.github.Scope.Part;
import io.esync.connectors.spi.collection.CollectionPoller;
import io.esync.connectors.spi.collection.CollectionPosition;
import io.esync.connectors.spi.collection.RefusedException;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.Piece.Next;
import io.esync.connectors.spi.poll.Poller;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one stream in rounds through the parts that have its objects; a page is a piece. A part
 * that two rounds in a row did not find is gone, and what was given out of it is deleted where the
 * stream tells deletes.
 */
final class GitHubPoller implements Poller<GitHubPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(GitHubPoller.class);

  /** What GitHub asks for where it does not say how long to wait. */
  private static final Duration SLOW_DOWN = Duration.ofMinutes(1);

  private static final int FORBIDDEN = 403;

  private final GitHubConfig config;
  private final GitHubStream stream;
  private final RowRecords records;
  private final Parts parts;
  private final ApiClient client;
  private final InstantSource clock;

  private final Map<Part, CollectionPoller> pollers = new HashMap<>();
  private final Deque<Part> round = new ArrayDeque<>();
  private final Deque<Part> gone = new ArrayDeque<>();
  private final Set<Part> refused = new HashSet<>();
  private Set<Long> missing = Set.of();
  private GitHubPosition position;

  GitHubPoller(
      GitHubConfig config,
      RowRecords records,
      GitHubPosition position,
      Parts parts,
      ApiClient client,
      InstantSource clock) {
    this.config = config;
    this.stream = GitHubStream.of(records.stream());
    this.records = records;
    this.position = position;
    this.parts = parts;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public Piece<GitHubPosition> poll() throws SourceUnavailableException, IOException {
    try {
      if (isOver()) {
        begin();
      }
      if (!gone.isEmpty()) {
        return forget(gone.peek());
      }
      return round.isEmpty() ? new Piece<>(List.of(), position, Next.LATER) : read(round.peek());
    } catch (RefusedException e) {
      throw failure(e);
    }
  }

  private boolean isOver() {
    return round.isEmpty() && gone.isEmpty();
  }

  private void begin() throws SourceUnavailableException, IOException {
    round.addAll(parts.of(stream.scope()));
    pollers.keySet().retainAll(round); // one that was renamed has another address
    Set<Long> before = missing;
    missing = new HashSet<>();
    for (long id : position.parts().keySet()) {
      if (parts.isMissing(stream.scope(), id)) {
        missing.add(id);
        if (before.contains(id)) {
          gone.add(new Part(id, String.valueOf(id)));
        }
      }
    }
  }

  private CollectionPoller poller(Part part) {
    return pollers.computeIfAbsent(
        part,
        opened ->
            new CollectionPoller(
                stream.collection(config, opened),
                records,
                position.of(opened),
                false,
                client,
                clock));
  }

  private Piece<GitHubPosition> read(Part part) throws SourceUnavailableException, IOException {
    try {
      Piece<CollectionPosition> piece = poller(part).poll();
      position = position.with(part, piece.position());
      refused.remove(part);
      if (piece.next() != Next.AT_ONCE) {
        round.remove();
      }
      return piece(piece);
    } catch (RefusedException e) {
      if (!hasNothing(e.status())) {
        throw e;
      }
      if (refused.add(part)) {
        LOG.info("{} of {} are left out: {}", stream.id(), part.name(), e.getMessage());
      }
      round.remove();
      pollers.remove(part);
      return new Piece<>(List.of(), position, isOver() ? Next.LATER : Next.AT_ONCE);
    }
  }

  private Piece<GitHubPosition> piece(Piece<CollectionPosition> piece) {
    return new Piece<>(piece.records(), position, isOver() ? Next.LATER : Next.AT_ONCE);
  }

  private Piece<GitHubPosition> forget(Part part) throws IOException {
    Piece<CollectionPosition> piece = poller(part).emptied();
    if (piece.next() == Next.AT_ONCE) {
      position = position.with(part, piece.position());
    } else {
      gone.remove();
      pollers.remove(part);
      missing.remove(part.id());
      position = position.without(part);
    }
    return piece(piece);
  }

  /**
   * Whether a part that the organisation has does not have such objects: it went away just now, is
   * empty, does without issues, or is blocked by law.
   */
  private boolean hasNothing(int status) {
    return stream.scope() != Scope.ORGANIZATION
        && (status == 404 || status == 409 || status == 410 || status == 451);
  }

  /** Whoever comes too fast is refused in words alone where GitHub does not say how long. */
  private IOException failure(RefusedException refusal) throws SourceUnavailableException {
    if (refusal.status() == FORBIDDEN && refusal.getMessage().contains("secondary rate limit")) {
      client.rest(clock.instant().plus(SLOW_DOWN));
      throw new SourceUnavailableException(refusal.getMessage(), refusal);
    }
    return new IOException(GitHubCheck.remedied(config, refusal), refusal);
  }

  @Override
  public void close() {}
}
