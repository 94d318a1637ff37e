package io.esync.connectors.testkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects of JSON in memory, as an API offers them. Each write stamps its object with {@code
 * updated_at}, which rises.
 *
 * <ul>
 *   <li>{@code GET}: {@code {"data": […], "next_cursor": …}} in the order of {@code updated_at}.
 *       Parameters: {@code updated_since}, {@code per_page} (100), and where to begin: {@code
 *       page}, {@code offset} or {@code cursor}. The header {@code Link} names the next page, and
 *       {@code ETag} the content.
 *   <li>{@code PUT}, {@code PATCH} and {@code DELETE} of {@code /id}; {@code POST}, {@code PUT} and
 *       {@code DELETE} of an object, an array or lines of objects. A repeated {@code
 *       Idempotency-Key} changes nothing.
 *   <li>An object whose {@code name} begins with {@code refused} is answered 422, and nothing of
 *       its request is done.
 * </ul>
 */
public final class RestCollection implements HttpServer.Handler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAMP = "updated_at";

  private final String path;
  private final String key;
  private final Map<String, String> objects = new LinkedHashMap<>();
  private final Set<String> idempotencyKeys = new HashSet<>();
  private final List<String> created = new ArrayList<>();
  private Instant last = Instant.EPOCH;

  /**
   * @param path where the collection is served
   * @param key the member that identifies an object
   */
  public RestCollection(String path, String key) {
    this.path = path;
    this.key = key;
  }

  /** Puts {@code json} in, which is an object with the key. */
  public synchronized void put(String json) {
    ObjectNode object = object(json);
    last = later(Instant.now().truncatedTo(ChronoUnit.MICROS));
    object.put(STAMP, last.toString());
    store(object);
  }

  private void store(ObjectNode object) {
    String id = object.get(key).asText();
    objects.remove(id); // to the end
    objects.put(id, object.toString());
  }

  private Instant later(Instant now) {
    return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
  }

  /** Puts an element in as it is, behind all others. */
  public synchronized void putRaw(String id, String text) {
    objects.remove(id);
    objects.put(id, text);
  }

  public synchronized void delete(String id) {
    objects.remove(id);
  }

  /** The objects by their keys. */
  public synchronized Map<String, JsonNode> content() {
    Map<String, JsonNode> content = new LinkedHashMap<>();
    objects.forEach((id, text) -> content.put(id, object(text)));
    return content;
  }

  /** The keys of all objects that were posted, in their order, as often as they were taken. */
  public synchronized List<String> posted() {
    return List.copyOf(created);
  }

  @Override
  public synchronized Reply answer(Received request) {
    String id = request.path().substring(path.length()).replaceFirst("^/", "");
    return switch (request.method()) {
      case "GET" -> id.isEmpty() ? list(request) : one(id);
      case "HEAD" -> Reply.of(204, "");
      case "DELETE" -> id.isEmpty() ? deleteAll(request) : deleteOne(id);
      default -> write(request, id);
    };
  }

  private Reply one(String id) {
    return objects.containsKey(id) ? Reply.json(objects.get(id)) : Reply.of(404, "");
  }

  private Reply deleteOne(String id) {
    return Reply.of(objects.remove(id) == null ? 404 : 204, "");
  }

  private Reply deleteAll(Received request) {
    objects(request.body()).forEach(object -> objects.remove(object.get(key).asText()));
    return Reply.of(204, "");
  }

  private Reply write(Received request, String id) {
    String idempotencyKey = request.header("Idempotency-Key");
    if (idempotencyKey != null && idempotencyKeys.contains(idempotencyKey)) {
      return Reply.json("{\"repeated\": true}");
    }
    List<ObjectNode> sent = objects(request.body());
    for (ObjectNode object : sent) {
      if (object.path("name").asText("").startsWith("refused")) {
        return new Reply(422, Map.of(), "{\"error\": \"no such name: " + object.get("name") + "}");
      }
    }
    for (ObjectNode object : sent) {
      if (request.method().equals("PATCH") && objects.containsKey(id)) {
        put(object(objects.get(id)).<ObjectNode>setAll(object).toString());
      } else {
        put(object.toString());
      }
      if (request.method().equals("POST")) {
        created.add(object.get(key).asText());
      }
    }
    if (idempotencyKey != null) {
      idempotencyKeys.add(idempotencyKey);
    }
    return Reply.json("{}");
  }

  private static List<ObjectNode> objects(String body) {
    List<ObjectNode> objects = new ArrayList<>();
    if (body.startsWith("[")) {
      tree(body).forEach(item -> objects.add((ObjectNode) item));
    } else {
      body.lines().filter(line -> !line.isBlank()).forEach(line -> objects.add(object(line)));
    }
    return objects;
  }

  private Reply list(Received request) {
    Map<String, String> query = request.query();
    List<String> found = new ArrayList<>();
    for (String text : objects.values()) {
      if (isSince(text, query.get("updated_since"))) {
        found.add(text);
      }
    }
    int size = Integer.parseInt(query.getOrDefault("per_page", "100"));
    int from = Math.min(found.size(), first(query, size));
    int end = Math.min(found.size(), from + size);
    boolean more = end < found.size();
    String body =
        "{\"data\": [%s], \"next_cursor\": %s}"
            .formatted(
                String.join(", ", found.subList(from, end)), more ? "\"c" + end + "\"" : "null");
    String tag = "\"" + Integer.toHexString(body.hashCode()) + "\"";
    if (tag.equals(request.header("If-None-Match"))) {
      return Reply.of(304, "").with("ETag", tag);
    }
    Reply reply = Reply.json(body).with("ETag", tag);
    return more ? reply.with("Link", link(request, end)) : reply;
  }

  private static boolean isSince(String text, String since) {
    return since == null
        || !Instant.parse(tree(text).path(STAMP).asText(Instant.MAX.toString()))
            .isBefore(Instant.parse(since));
  }

  private static int first(Map<String, String> query, int size) {
    if (query.containsKey("cursor")) {
      return Integer.parseInt(query.get("cursor").substring(1));
    }
    return query.containsKey("page")
        ? (Integer.parseInt(query.get("page")) - 1) * size
        : Integer.parseInt(query.getOrDefault("offset", "0"));
  }

  private String link(Received request, int offset) {
    StringBuilder query = new StringBuilder("offset=" + offset);
    request.query().entrySet().stream()
        .filter(parameter -> !parameter.getKey().equals("offset"))
        .forEach(parameter -> query.append("&" + parameter.getKey() + "=" + parameter.getValue()));
    return "<" + path + "?" + query + ">; rel=\"next\"";
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) tree(json);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
