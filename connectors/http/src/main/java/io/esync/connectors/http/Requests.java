package io.esync.connectors.http;

import io.esync.connectors.http.HttpConfig.Format;
import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.http.Address;
import io.esync.connectors.spi.http.HttpCall;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes requests of changes. */
final class Requests {
  private final HttpTarget target;
  private final Address base;
  private final boolean typed;
  private final Map<String, EntityRequests> entities;
  private final Map<RequestOptions, PathTemplate> paths = new LinkedHashMap<>();
  private final Map<RequestOptions, JsonTemplate> bodies = new LinkedHashMap<>();

  Requests(HttpTarget target) {
    this.target = target;
    this.base = Address.of(target.config().url());
    this.typed =
        target.config().headers().keySet().stream()
            .noneMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
    this.entities =
        target.entities().stream()
            .collect(Collectors.toMap(EntityRequests::entity, entity -> entity));
  }

  /**
   * Changes that go into one request.
   *
   * @param request null where none is made
   */
  record Group(RequestOptions request, List<ChangeRecord> changes) {
    boolean isDelete() {
      return changes.get(0).op() == ChangeOp.DELETE;
    }
  }

  /** The requests that a batch takes: one for each change, or for all that go the same way. */
  List<Group> groups(List<ChangeRecord> batch) {
    if (target.config().format() == Format.SINGLE) {
      return batch.stream().map(change -> new Group(request(change), List.of(change))).toList();
    }
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    for (ChangeRecord change : batch) {
      RequestOptions request = request(change);
      groups
          .computeIfAbsent(
              List.of(change.entity(), change.op()), way -> new Group(request, new ArrayList<>()))
          .changes()
          .add(change);
    }
    return List.copyOf(groups.values());
  }

  private RequestOptions request(ChangeRecord change) {
    return entities.get(change.entity()).of(sent(change));
  }

  private SentChange sent(ChangeRecord change) {
    return new SentChange(target.pipeline(), change);
  }

  /**
   * The request for a group.
   *
   * @throws TargetException refused where none can be made of its changes
   */
  HttpCall call(Group group) throws TargetException {
    RequestOptions request = group.request();
    SentChange first = sent(group.changes().get(0));
    PathTemplate path = paths.computeIfAbsent(request, each -> PathTemplate.of(each.path()));
    String body = request.hasBody() ? body(group) : null;
    HttpCall call = new HttpCall(request.method(), base.below(path.fill(first)), Map.of(), body);
    if (body != null && typed) {
      boolean lines = target.config().format() == Format.NDJSON;
      call = call.with("Content-Type", lines ? "application/x-ndjson" : "application/json");
    }
    return keyed(group, call);
  }

  private HttpCall keyed(Group group, HttpCall call) {
    return target.config().hasIdempotencyHeader() && group.request().needsIdempotencyKey()
        ? call.with(target.config().idempotencyHeader(), idempotencyKey(group))
        : call;
  }

  private String idempotencyKey(Group group) {
    List<String> keys =
        group.changes().stream().map(change -> sent(change).idempotencyKey()).toList();
    return keys.size() == 1
        ? keys.get(0)
        : UUID.nameUUIDFromBytes(String.join("", keys).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String body(Group group) {
    JsonTemplate template = bodies.computeIfAbsent(group.request(), RequestOptions::bodyTemplate);
    List<String> items =
        group.changes().stream().map(change -> template.fill(sent(change))).toList();
    return switch (target.config().format()) {
      case SINGLE -> items.get(0);
      case ARRAY -> "[" + String.join(",", items) + "]";
      case NDJSON -> String.join("\n", items) + "\n";
    };
  }
}
