package io.esync.connectors.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ConcurrentModificationException;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class PatientSplitsSerializerTest {
  @Test
  void what_changes_while_it_is_written_is_written_again() throws IOException {
    Disturbed disturbed = new Disturbed(3);

    assertThat(new PatientSplitsSerializer(disturbed).serialize(null)).containsExactly(7);
  }

  @Test
  void what_never_comes_to_rest_is_told_in_words() {
    assertThatThrownBy(
            () -> new PatientSplitsSerializer(new Disturbed(Integer.MAX_VALUE)).serialize(null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("split into chunks faster");
  }

  /** Fails as often as it is told, as a list does that is changed while it is read. */
  private static final class Disturbed implements SimpleVersionedSerializer<PendingSplitsState> {
    private int left;

    Disturbed(int times) {
      this.left = times;
    }

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(PendingSplitsState state) {
      if (left-- > 0) {
        throw new ConcurrentModificationException();
      }
      return new byte[] {7};
    }

    @Override
    public PendingSplitsState deserialize(int version, byte[] serialized) {
      return null;
    }
  }
}
