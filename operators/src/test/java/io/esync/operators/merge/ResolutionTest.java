package io.esync.operators.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import io.esync.operators.model.Row;
import io.esync.operators.model.RowSchema;
import io.esync.operators.model.SourceVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {
  private static final RowSchema EMAIL =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("email", DataType.STRING)),
          List.of("id"));
  private static final RowSchema CITY =
      RowSchema.of(
          List.of(new Field("id", DataType.BIGINT), new Field("city", DataType.STRING)),
          List.of("id"));

  @Test
  void sources_that_differ_are_a_conflict_though_a_third_one_wrote_last() {
    Candidate web = candidate("web", 30, Row.of(CITY, 1L, "Oslo"));
    Candidate crm = candidate("crm", 20, Row.of(EMAIL, 1L, "ada@crm"));
    Candidate erp = candidate("erp", 10, Row.of(EMAIL, 1L, "ada@erp"));

    assertThat(resolution(web, crm, erp).isContested()).isTrue();
    assertThat(resolution(web, crm).isContested()).isFalse();
    assertThat(resolution(web, erp).isContested()).isFalse();
  }

  private static Candidate candidate(String source, long time, Row row) {
    return new Candidate(source, row, new Stamp(new SourceVersion(0, time, 0), time));
  }

  private static Resolution resolution(Candidate... candidates) {
    return new Resolution(null, false, List.of(candidates), "latest", List.of(), List.of());
  }
}
