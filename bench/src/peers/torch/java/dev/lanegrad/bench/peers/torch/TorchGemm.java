package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.javacpp.OffHeap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** {@code mm} of libtorch into a tensor that is there. */
final class TorchGemm implements Gemm {

    private final OffHeap memory;
    private final Tensor a;
    private final Tensor b;
    private final Tensor c;

    TorchGemm(GemmInput input) {
        torch.set_num_threads(1);
        memory = new OffHeap(input);
        TensorOptions options = new TensorOptions(input.single ? torch.ScalarType.Float : torch.ScalarType.Double);
        Tensor storedA = torch.from_blob(memory.a, new long[] {(long) input.m * input.k / input.lda, input.lda}, options);
        Tensor storedB = torch.from_blob(memory.b, new long[] {(long) input.k * input.n / input.ldb, input.ldb}, options);
        a = input.transposeA ? storedA.t() : storedA;
        b = input.transposeB ? storedB.t() : storedB;
        c = torch.from_blob(memory.c, new long[] {input.m, input.n}, options);
    }

    @Override
    public void run() {
        torch.mm_out(c, a, b);
    }

    @Override
    public double[] result() {
        return memory.result();
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
        memory.close();
    }
}
