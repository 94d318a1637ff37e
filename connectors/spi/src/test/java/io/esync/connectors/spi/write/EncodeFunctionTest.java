package io.esync.connectors.spi.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esync.connectors.spi.ChangeEncoder;
import io.esync.connectors.spi.TargetException;
import io.esync.operators.flink.OutputTags;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Rejection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncodeFunctionTest {
  private static final ChangeRecord ADA = Customers.upsert(1, "Ada", "London");
  private static final ChangeRecord NOBODY = Customers.upsert(2, null, "Paris");
  private static final ChangeRecord GONE = Customers.delete(3);
  private static final ChangeRecord GRACE = Customers.upsert(4, "Grace", "New York");

  private OneInputStreamOperatorTestHarness<ChangeRecord, String> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void what_the_target_never_takes_is_rejected_and_the_rest_goes_on_in_order() throws Exception {
    open(OnRefusal.REJECT);
    for (ChangeRecord change : new ChangeRecord[] {ADA, NOBODY, GONE, GRACE}) {
      harness.processElement(new StreamRecord<>(change));
    }

    assertThat(harness.extractOutputValues()).containsExactly("Ada", "Grace");
    assertThat(harness.getSideOutput(OutputTags.REJECTIONS))
        .singleElement()
        .satisfies(
            record -> {
              Rejection rejection = record.getValue();
              assertThat(rejection.operator()).isEqualTo("p/target/names/encode");
              assertThat(rejection.code()).isEqualTo(ErrorCode.TARGET_REFUSED);
              assertThat(rejection.message()).isEqualTo("nobody has no name");
              assertThat(rejection.key()).isEqualTo(NOBODY.key());
            });
  }

  @Test
  void a_report_that_cannot_be_written_fails_the_job() throws Exception {
    open(OnRefusal.FAIL);
    assertThatThrownBy(() -> harness.processElement(new StreamRecord<>(NOBODY)))
        .isInstanceOf(TargetException.class)
        .hasMessage("nobody has no name");
  }

  private void open(OnRefusal onRefusal) throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new EncodeFunction<>("p/target/names/encode", "names", new Names(), onRefusal)));
    harness.open();
  }

  /** Keeps the names of those who are there. */
  private static final class Names implements ChangeEncoder<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String encode(ChangeRecord change) throws TargetException {
      if (change.op() == ChangeOp.DELETE) {
        return null;
      }
      if (change.row().get("name") == null) {
        throw new TargetException(TargetException.Kind.REFUSED, "nobody has no name", "", null);
      }
      return (String) change.row().get("name");
    }

    @Override
    public TypeInformation<String> type() {
      return Types.STRING;
    }
  }
}
