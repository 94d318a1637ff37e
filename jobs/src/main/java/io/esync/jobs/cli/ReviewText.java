package io.esync.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.esync.jobs.review.Review;
import io.esync.jobs.text.TextTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Reviews for people and for programs. */
final class ReviewText {
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .configure(SerializationFeature.INDENT_OUTPUT, true)
          .build()
          .writer();

  private ReviewText() {}

  /** The reviews as an array. */
  static void json(List<Review> reviews, PrintWriter out) {
    try {
      out.println(JSON.writeValueAsString(reviews));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a review is always writable", e);
    }
  }

  /** All that there is to see of a review. */
  static void print(Review review, PrintWriter out) {
    line("review", review.reviewId(), out);
    line(review.entity(), review.entityKey(), out);
    line("field", review.field(), out);
    line("status", review.status() + " since " + review.updatedAt(), out);
    line("rule", review.rule(), out);
    line(review.held() ? "proposed" : "shown", shown(review), out);
    if (review.held()) {
      line("shown", "targets keep what they have (" + review.pending() + ")", out);
    }
    line("basis", review.basis(), out);
    if (review.decisionId() != null) {
      line("decided", decided(review), out);
    }
    TextTable rivals = new TextTable("source", "value", "time", "version");
    for (Review.Rival rival : review.rivals()) {
      rivals.row(
          rival.source(),
          rival.value(),
          rival.time() == null ? "unknown" : rival.time(),
          rival.version());
    }
    out.println("candidates, the strongest first");
    rivals.print(out);
  }

  private static String shown(Review review) {
    if (review.shownValue() == null) {
      return "nothing: the entity is gone";
    }
    String from = review.shownSource() == null ? "" : " from " + review.shownSource();
    return review.shownValue() + from + (review.open() ? " (" + review.pending() + ")" : "");
  }

  private static String decided(Review review) {
    return review.action()
        + " by "
        + review.reviewer()
        + " at "
        + review.decidedAt()
        + (review.reason() == null || review.reason().isEmpty() ? "" : ": " + review.reason())
        + " ("
        + review.decisionId()
        + ")";
  }

  static void line(String name, Object value, PrintWriter out) {
    out.printf("%-10s %s%n", name, value);
  }
}
