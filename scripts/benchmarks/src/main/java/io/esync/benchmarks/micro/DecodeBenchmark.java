package io.esync.benchmarks.micro;

import io.esync.operators.decode.EntityDecoder;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.FutureSkew;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.SchemaEvolution;
import io.esync.operators.model.SourceChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A source's row becomes an entity's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private final SourceChange change =
      new SourceChange(SampleRow.origin("crm", 1), ChangeOp.UPSERT, null, SampleRow.row(1));
  private final EntityDecoder asIs = decoder(Map.of());
  private final EntityDecoder renamed = decoder(terms("email"));
  private final EntityDecoder computed = decoder(terms("lower(email)"));

  private static Map<String, String> terms(String email) {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put("customer_id", "id");
    terms.put("contact", email);
    SampleRow.SCHEMA.fields().stream()
        .map(field -> field.name())
        .filter(name -> !name.equals("id") && !name.equals("email"))
        .forEach(name -> terms.put(name, name));
    return terms;
  }

  private static EntityDecoder decoder(Map<String, String> terms) {
    Map<String, SourceTerm> map = new LinkedHashMap<>();
    terms.forEach((field, term) -> map.put(field, SourceTerm.parse(term)));
    return new EntityDecoder(
        new EntityMapping(
            "customer",
            null,
            List.of(map.isEmpty() ? "id" : "customer_id"),
            List.of(),
            map,
            null,
            null,
            SchemaEvolution.EVOLVE,
            FutureSkew.UNBOUNDED));
  }

  /** All fields as they are. */
  @Benchmark
  public List<ChangeRecord> asIs() throws Exception {
    return asIs.decode(change, DecodeBenchmark::refuse);
  }

  /** Two fields under other names. */
  @Benchmark
  public List<ChangeRecord> rename() throws Exception {
    return renamed.decode(change, DecodeBenchmark::refuse);
  }

  /** The same, one of them by an expression. */
  @Benchmark
  public List<ChangeRecord> expression() throws Exception {
    return computed.decode(change, DecodeBenchmark::refuse);
  }

  private static void refuse(Object violation) {
    throw new IllegalStateException(violation.toString());
  }
}
