package io.esync.jobs.dlq;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.esync.connectors.spi.store.RowQuery;
import io.esync.connectors.spi.store.StoreException;
import io.esync.jobs.compile.DlqStore;
import io.esync.jobs.compile.Replays;
import io.esync.jobs.control.CommandDesk;
import io.esync.jobs.control.CommandForm;
import io.esync.jobs.review.DeskReferences;
import io.esync.jobs.spec.ConnectorCatalog;
import io.esync.jobs.spec.PipelineLoader;
import io.esync.jobs.spec.PipelineSpec;
import io.esync.operators.control.Command.Action;
import io.esync.operators.flink.RejectionPayloadCodec;
import io.esync.operators.flink.RejectionPayloadCodec.Kept;
import io.esync.operators.model.Row;
import io.esync.operators.replay.Letter;
import io.esync.operators.replay.ReplayRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The dead letters of one pipeline, and their replay. */
public final class LetterDesk {
  private static final String NEWEST = "first_seen";

  private final PipelineSpec pipeline;
  private final ConnectorCatalog catalog;
  private final DeskReferences references;
  private final DlqStore store;

  private LetterDesk(PipelineSpec pipeline, ConnectorCatalog catalog, DeskReferences references) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.references = references;
    this.store = new DlqStore(pipeline, catalog);
  }

  /**
   * The desk of a pipeline file. Of its secrets only those of {@code dlq} are needed, and for a
   * replay those of its first source of commands.
   */
  public static LetterDesk open(Path file, Map<String, String> environment) {
    ConnectorCatalog catalog = ConnectorCatalog.discover();
    DeskReferences references = new DeskReferences(environment);
    PipelineSpec pipeline = new PipelineLoader(catalog).load(file, references);
    references.require(pipeline.dlq().config());
    return new LetterDesk(pipeline, catalog, references);
  }

  /** At most {@code limit} letters, those first seen last before others. */
  public List<DeadLetter> list(LetterFilter filter, int limit) throws StoreException {
    int most = filter.isTimed() ? Integer.MAX_VALUE : limit;
    return read(filter.where(pipeline.id()), most).filter(filter::isInTime).limit(limit).toList();
  }

  /**
   * The letter of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeadLetter letter(String id) throws StoreException {
    return read(Map.of("pipeline", pipeline.id(), "id", id), 1)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no dead letter '" + id + "' of pipeline '" + pipeline.id() + "'"));
  }

  private Stream<DeadLetter> read(Map<String, String> where, int limit) throws StoreException {
    List<Row> rows = store.letters(new RowQuery(where, NEWEST, limit));
    return rows.stream().map(DeadLetter::of);
  }

  /** Those of {@code letters} that can be replayed, in the order in which they were seen. */
  public Replay replay(List<DeadLetter> letters, boolean force) {
    ReplayRules rules = Replays.rules(pipeline, catalog);
    CommandDesk commands = CommandDesk.of(pipeline, catalog, references);
    Replay replay = new Replay(commands);
    letters.stream()
        .sorted(comparing(DeadLetter::firstSeen, nullsFirst(naturalOrder())))
        .forEach(
            letter ->
                refusal(letter, force, rules)
                    .ifPresentOrElse(
                        why -> replay.refused(letter, why),
                        () -> replay.taken(letter, form(letter, force))));
    return replay;
  }

  private Optional<String> refusal(DeadLetter letter, boolean force, ReplayRules rules) {
    if (letter.isWithheld()) {
      return Optional.of(
          "its record is withheld, as it may hold personal data (pii of dlq); mend it in the"
              + " source, or resync it");
    }
    try {
      Kept kept = RejectionPayloadCodec.ofBytes(letter.payload());
      return rules.refusal(letter(letter, force), kept.payload(), kept.origin());
    } catch (IOException | RuntimeException e) {
      return Optional.of("what was kept of it cannot be read: " + e.getMessage());
    }
  }

  private static Letter letter(DeadLetter letter, boolean force) {
    return new Letter(letter.id(), letter.operator(), letter.code(), force, letter.payload());
  }

  private CommandForm form(DeadLetter letter, boolean force) {
    boolean known = pipeline.sources().stream().anyMatch(one -> one.id().equals(letter.source()));
    boolean entity =
        pipeline.entities().stream().anyMatch(one -> one.name().equals(letter.entity()));
    return new CommandForm(
        Action.REPLAY,
        known ? letter.source() : null,
        known ? letter.stream() : null,
        entity ? letter.entity() : null,
        null,
        letter(letter, force).text(),
        null,
        null);
  }
}
