using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>Chooses how an operator holds its map.</summary>
public static class CarlemanOperator
{
    /// <summary>Builds.</summary>
    public static CarlemanOperator<T> Build<T>(
        GradientDynamics dynamics, int order, CarlemanBasis basis = CarlemanBasis.Isometric, double scale = 1, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new MatrixFreeOperator<T>(dynamics, order, basis, scale, threads == 0 ? Environment.ProcessorCount : threads);
}
