package io.esync.connectors.http;

import io.esync.connectors.http.HttpConfig.Format;
import io.esync.connectors.spi.CheckFailure;
import io.esync.connectors.spi.TargetContext.Contract;
import io.esync.connectors.spi.TargetContext.Route;
import io.esync.operators.model.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the changes of one entity are sent.
 *
 * @param delete null where deletes are left out
 * @param key names of the entity's key fields; empty where they are not known
 * @param fields names of all its fields; empty where they are not known
 */
record EntityRequests(
    String entity,
    RequestOptions upsert,
    RequestOptions delete,
    List<String> key,
    List<String> fields)
    implements Serializable {

  static EntityRequests of(Route<HttpRoute> route) {
    Contract contract = route.contract();
    return new EntityRequests(
        contract.entity(),
        route.options().upsert(),
        route.options().delete(),
        List.copyOf(contract.key()),
        contract.fields().stream().map(Field::name).toList());
  }

  /** The request for a change; null where none is made. */
  RequestOptions of(SentChange change) {
    return change.isDelete() ? delete : upsert;
  }

  boolean needsIdempotencyKey() {
    return upsert.needsIdempotencyKey() || (delete != null && delete.needsIdempotencyKey());
  }

  /** What keeps these requests from ever being made. */
  List<CheckFailure> problems(Format format) {
    List<CheckFailure> problems = new ArrayList<>();
    Set<String> known = new HashSet<>(fields);
    known.addAll(key);
    problems.addAll(unknown("upsert", upsert, fields.isEmpty() ? Set.of() : known));
    if (delete != null) {
      problems.addAll(unknown("delete", delete, new HashSet<>(key)));
    }
    if (format != Format.SINGLE) {
      problems.addAll(singular("upsert", upsert));
      if (delete != null) {
        problems.addAll(singular("delete", delete));
      }
    }
    return problems;
  }

  private List<CheckFailure> unknown(String name, RequestOptions request, Set<String> known) {
    Set<String> named = new TreeSet<>(PathTemplate.of(request.path()).template().fields());
    if (request.hasBody()) {
      named.addAll(request.bodyTemplate().template().fields());
    }
    named.removeAll(known);
    if (known.isEmpty() || named.isEmpty()) {
      return List.of();
    }
    return List.of(
        new CheckFailure(
            "%s of entity '%s' names %s, which its row does not hold"
                .formatted(name, entity, named),
            "take fields of the entity, in 'delete' of its key: " + new TreeSet<>(known)));
  }

  private List<CheckFailure> singular(String name, RequestOptions request) {
    Set<String> named = PathTemplate.of(request.path()).template().fields();
    return named.isEmpty()
        ? List.of()
        : List.of(
            new CheckFailure(
                "%s of entity '%s' names %s in its path, but a request holds many rows"
                    .formatted(name, entity, named),
                "set 'format: single', or take a path that is the same for all"));
  }
}
