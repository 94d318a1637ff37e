package io.esync.jobs.review;

import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.compile.ReviewDesk;
import io.esync.jobs.compile.ReviewStore;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.ControlSpec.Takes;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.JsonTree;
import io.esync.operators.model.Row;
import io.esync.operators.review.DecidableEntity;
import io.esync.operators.review.DecisionDecoder;
import io.esync.operators.review.DecisionRow;
import io.esync.operators.review.ReviewQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** The reviews of one pipeline, and what becomes of them. */
public final class Desk {
  private static final String NEWEST = "updated_at";
  private static final long PAUSE_MILLIS = 200;

  private final PipelineSpec pipeline;
  private final ReviewStore store;
  private final Map<String, DecidableEntity> entities;

  private Desk(PipelineSpec pipeline, ConnectorCatalog catalog) {
    ReviewDesk desk = ReviewDesk.of(pipeline);
    if (!desk.isStaffed()) {
      throw new IllegalArgumentException(
          "no entity of pipeline '" + pipeline.id() + "' is reviewed; see merge.review");
    }
    this.pipeline = pipeline;
    this.store = new ReviewStore(pipeline, catalog);
    this.entities = desk.entities();
  }

  /**
   * The desk of a pipeline file. Of its secrets only those of {@code review} and {@code control}
   * are needed.
   *
   * @throws IllegalArgumentException if it has no reviews
   */
  public static Desk open(Path file, Map<String, String> environment) {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    DeskReferences references = new DeskReferences(environment);
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, references);
    Desk desk = new Desk(pipeline, catalog);
    references.require(pipeline.review().config());
    references.require(pipeline.control(Takes.DECISIONS).get(0).config());
    return desk;
  }

  /** A written decision. */
  public record Written(String decisionId, Row row, String place) {}

  /**
   * Reviews, the last touched first.
   *
   * @param entity null for all
   * @param open whether only those that wait
   */
  public List<Review> list(String entity, boolean open, int limit) throws StoreException {
    Map<String, String> where = new HashMap<>();
    if (entity != null) {
      where.put("entity", entity(entity).name());
    }
    if (open) {
      where.put("status", "OPEN");
    }
    return read(where, limit);
  }

  /**
   * The review of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Review review(String id) throws StoreException {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no review '" + id + "' of pipeline '" + pipeline.id() + "'"));
  }

  /** The review of that id, if there is one. */
  public Optional<Review> find(String id) throws StoreException {
    return read(Map.of("review_id", id), 1).stream().findFirst();
  }

  /**
   * The reviews of one entity.
   *
   * @param key as {@link #key} takes it
   * @param field null for all
   */
  public List<Review> of(String entity, String key, String field) throws StoreException {
    EntityKey wanted = key(entity(entity), key);
    List<String> fields = field == null ? entity(entity).decidableFields() : List.of(field);
    List<Review> found = new ArrayList<>();
    for (String name : fields) {
      find(ReviewQueue.reviewId(pipeline.id(), wanted, name)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Writes a decision on what {@code review} shows.
   *
   * @throws IllegalArgumentException if it cannot be decided so
   */
  public Written decide(Review review, DecisionForm form) throws StoreException {
    DecidableEntity entity = entity(review.entity());
    AtomicReference<Row> written = new AtomicReference<>();
    // Once before anything is made, so that a mistake leaves no trace; and once by the right clock.
    form.row(review, entity, Instant.now());
    String place =
        store.decide(
            now -> {
              written.set(form.row(review, entity, now));
              return written.get();
            });
    return new Written((String) written.get().get(DecisionRow.ID), written.get(), place);
  }

  /** What becomes of a decision on {@code before} within {@code patience}. */
  public Outcome await(Review before, Written written, Duration patience) throws StoreException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Outcome> outcome =
          find(before.reviewId()).flatMap(now -> Outcome.of(before, now, written.decisionId()));
      if (outcome.isPresent()) {
        return outcome.get();
      }
      if (System.nanoTime() >= deadline) {
        return Outcome.late(patience);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the pipeline", e);
    }
  }

  private List<Review> read(Map<String, String> where, int limit) throws StoreException {
    Map<String, String> mine = new HashMap<>(where);
    mine.put("pipeline", pipeline.id());
    return store.reviews(new RowQuery(mine, NEWEST, limit)).stream().map(Review::of).toList();
  }

  private DecidableEntity entity(String name) {
    DecidableEntity entity = entities.get(name);
    if (entity == null) {
      throw new IllegalArgumentException(
          "there is no entity '"
              + name
              + "' with reviews; there are "
              + new TreeSet<>(entities.keySet()));
    }
    return entity;
  }

  /** A JSON object of the key's fields; or, where the key is one field, just its value. */
  private static EntityKey key(DecidableEntity entity, String text) {
    try {
      if (text.startsWith("{")) {
        return DecisionDecoder.key(JsonTree.parse(text).members(), entity);
      }
      if (entity.key().size() > 1) {
        throw new IllegalArgumentException(
            "the key of entity '"
                + entity.name()
                + "' is a JSON object with the fields "
                + entity.key());
      }
      String name = entity.key().get(0);
      String json = DecisionForm.json(entity.field(name), text);
      return DecisionDecoder.key(Map.of(name, JsonTree.parse(json)), entity);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
