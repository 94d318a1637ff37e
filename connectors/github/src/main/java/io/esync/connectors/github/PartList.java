package io.esync.connectors.github;

import io.esync.connectors.github.Scope.Part;
import io.esync.connectors.spi.collection.ApiCollection;
import io.esync.connectors.spi.collection.CollectionPoller;
import io.esync.connectors.spi.collection.CollectionPosition;
import io.esync.connectors.spi.http.ApiClient;
import io.esync.connectors.spi.json.RecordShape;
import io.esync.connectors.spi.poll.Piece;
import io.esync.connectors.spi.poll.SourceUnavailableException;
import io.esync.connectors.spi.rows.RowRecords;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceChange;
import io.esync.operators.model.SourceRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The repositories or the teams of the organisation, as it has them now. */
final class PartList {
  private final CollectionPoller poller;
  private final Map<Long, String> names = new TreeMap<>();

  private PartList(CollectionPoller poller) {
    this.poller = poller;
  }

  static PartList repositories(GitHubConfig config, ApiClient client, InstantSource clock) {
    return of(GitHubStream.REPOSITORIES, "name", config, client, clock);
  }

  static PartList teams(GitHubConfig config, ApiClient client, InstantSource clock) {
    return of(GitHubStream.TEAMS, "slug", config, client, clock);
  }

  private static PartList of(
      GitHubStream stream,
      String name,
      GitHubConfig config,
      ApiClient client,
      InstantSource clock) {
    RowSchema schema =
        RowSchema.of(
            List.of(
                new Field("id", DataType.parse("bigint")),
                new Field("name", DataType.parse("string"))),
            List.of("id"));
    ApiCollection list =
        new ApiCollection(
            stream.address(config, new Part(0, config.organization())),
            GitHubStream.PAGING,
            true,
            "",
            null,
            RecordShape.of(schema, Map.of("name", "/" + name)),
            null,
            null,
            config.trackedRows());
    RowRecords records = new RowRecords("github", stream.id());
    return new PartList(
        new CollectionPoller(list, records, CollectionPosition.START, false, client, clock));
  }

  /** Asks what there is now, of which most often nothing has changed. */
  void refresh() throws SourceUnavailableException, IOException {
    Piece<CollectionPosition> piece;
    do {
      piece = poller.poll();
      piece.records().forEach(this::take);
    } while (piece.next() == Piece.Next.AT_ONCE);
  }

  private void take(SourceRecord record) {
    if (record instanceof SourceChange change) {
      Row row = change.op() == ChangeOp.DELETE ? change.before() : change.after();
      long id = (Long) row.get("id");
      if (change.op() == ChangeOp.DELETE) {
        names.remove(id);
      } else {
        names.put(id, row.get("name").toString());
      }
    }
  }

  List<Part> parts() {
    return names.entrySet().stream().map(each -> new Part(each.getKey(), each.getValue())).toList();
  }

  boolean contains(long id) {
    return names.containsKey(id);
  }
}
