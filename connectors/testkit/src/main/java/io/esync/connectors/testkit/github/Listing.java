package io.esync.connectors.testkit.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.esync.connectors.testkit.http.Received;
import io.esync.connectors.testkit.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of objects as the parameters of a request want it: filtered, sorted, a page of it. */
final class Listing {
  private static final int MOST = 100;

  private final Received request;
  private final String url;

  /**
   * @param url of the request, without its parameters
   */
  Listing(Received request, String url) {
    this.request = request;
    this.url = url;
  }

  private String parameter(String name, String otherwise) {
    return request.query().getOrDefault(name, otherwise);
  }

  /** By the parameters of issues and pull requests: state, since, sort and direction. */
  Reply stated(List<ObjectNode> all) {
    String state = parameter("state", "open");
    String since = parameter("since", null);
    String sort = parameter("sort", "created") + "_at";
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode object : all) {
      boolean isStated = state.equals("all") || state.equals(object.get("state").asText());
      if (isStated && isSince(since, object.get("updated_at").asText())) {
        found.add(object);
      }
    }
    Comparator<ObjectNode> order =
        Comparator.comparing((ObjectNode object) -> object.get(sort).asText())
            .thenComparing(object -> object.get("number").asInt());
    boolean rising = parameter("direction", "desc").equals("asc");
    found.sort(rising ? order : order.reversed());
    return page(found);
  }

  /** By the parameter of commits: since. */
  Reply committed(List<ObjectNode> all) {
    String since = parameter("since", null);
    return page(
        all.stream()
            .filter(commit -> isSince(since, commit.at("/commit/committer/date").asText()))
            .toList());
  }

  private static boolean isSince(String since, String time) {
    return since == null || !Instant.parse(time).isBefore(Instant.parse(since));
  }

  /** As they are. */
  Reply page(List<ObjectNode> all) {
    int size = Math.min(MOST, Integer.parseInt(parameter("per_page", "30")));
    int page = Integer.parseInt(parameter("page", "1"));
    int last = Math.max(1, (all.size() + size - 1) / size);
    ArrayNode body = Shapes.JSON.createArrayNode();
    all.stream().skip((page - 1L) * size).limit(size).forEach(body::add);
    Reply reply = Reply.json(body.toString());
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(page - 1, "prev"));
      links.add(link(1, "first"));
    }
    if (page < last) {
      links.add(link(page + 1, "next"));
      links.add(link(last, "last"));
    }
    return links.isEmpty() ? reply : reply.with("Link", String.join(", ", links));
  }

  private String link(int page, String relation) {
    Map<String, String> query = new LinkedHashMap<>(request.query());
    query.put("page", String.valueOf(page));
    List<String> parameters = new ArrayList<>();
    query.forEach(
        (name, value) ->
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return "<%s?%s>; rel=\"%s\"".formatted(url, String.join("&", parameters), relation);
  }
}
