package dev.lanegrad.bench.peers.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Tensors of libtorch from arrays and back. */
final class Torch {

    private Torch() {
    }

    /** The numbers as a tensor of {@code float} or {@code double}. */
    static Tensor tensor(String type, double[] data, long... shape) {
        Tensor tensor = Tensor.create(data, shape);
        return type.equals("float") ? tensor.to(torch.ScalarType.Float) : tensor;
    }

    /** The numbers of a tensor, row by row. */
    static double[] doubles(Tensor tensor) {
        Tensor copy = tensor.detach().to(torch.ScalarType.Double).contiguous();
        double[] data = new double[Math.toIntExact(copy.numel())];
        new DoublePointer(copy.data_ptr_double()).get(data);
        return data;
    }

    /** A bound of {@code clamp}. */
    static ScalarOptional bound(double value) {
        return new ScalarOptional(new Scalar(value));
    }
}
