using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>Builds operators and chooses how they hold their map.</summary>
public static class CarlemanOperator
{
    /// <summary>Explicit entries beyond this number are held only where nothing else can be: they take longer to make than to step some times.</summary>
    private const double ExplicitEntryLimit = 1 << 22;

    /// <summary>Builds an operator.</summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="scale">γ, positive: y holds powers of u/γ.</param>
    /// <param name="threads">Threads at most; 0 for one a processor. Results do not depend on it.</param>
    /// <param name="etaPowers">The largest power of η to keep; 0 keeps all.</param>
    /// <param name="realisation">
    /// How to hold the map; null takes the one of the least estimated time (<see cref="OperatorSize"/>) that fits, equal on every machine.
    /// </param>
    /// <param name="memoryBudgetBytes">Limit on what the operator and two lifted vectors take, checked before it is taken.</param>
    /// <exception cref="SizeLimitException">Nothing fits; the message names the bytes needed and the largest N that fits.</exception>
    public static CarlemanOperator<T> Build<T>(
        GradientDynamics dynamics, int order, CarlemanBasis basis = CarlemanBasis.Isometric, double scale = 1, int threads = 0,
        int etaPowers = 0, OperatorRealisation? realisation = null, long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(scale > 0) || double.IsInfinity(scale))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale is a positive finite number.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        CarlemanSize.RequireArguments(order, etaPowers);
        int powers = etaPowers >= order ? 0 : etaPowers;
        int used = threads == 0 ? Environment.ProcessorCount : threads;
        if (realisation == OperatorRealisation.MatrixFree && powers != 0)
        {
            throw new ArgumentException("The matrix-free operator keeps all powers of η; hold entries or rows to keep some.", nameof(realisation));
        }

        return Choose(dynamics, order, basis, powers, ElementBytes<T>(), used, realisation, memoryBudgetBytes).Realisation switch
        {
            OperatorRealisation.Explicit => new ExplicitOperator<T>(dynamics, order, basis, powers, scale, used, memoryBudgetBytes),
            OperatorRealisation.Rows => new RowOperator<T>(dynamics, order, basis, powers, scale, used),
            _ => new MatrixFreeOperator<T>(dynamics, order, basis, scale, used),
        };
    }

    /// <summary>The realisation that <see cref="Build{T}"/> takes.</summary>
    private static OperatorSize Choose(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int powers, int elementBytes, int threads,
        OperatorRealisation? wanted, long budget)
    {
        var candidates = Candidates(order);
        var fitting = candidates.Where(Fits).ToArray();
        if (fitting.Length > 0)
        {
            bool hasOther = fitting.Any(s => s.Realisation == OperatorRealisation.MatrixFree);
            return fitting
                .Where(s => wanted is not null || !hasOther || s.Realisation != OperatorRealisation.Explicit || s.Products <= ExplicitEntryLimit)
                .MinBy(s => s.StepSeconds)!;
        }

        int largest = order - 1;
        while (largest > 0 && !Candidates(largest).Any(Fits))
        {
            largest--;
        }

        var least = candidates.MinBy(s => s.Bytes)!;
        string bytes = least.Bytes == long.MaxValue ? "over 2^63" : least.Bytes.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        throw new SizeLimitException(
            $"A Carleman operator of {dynamics.WeightCount} weights at order {order} in the {basis} basis has dimension {least.Dimension} and takes "
            + $"{bytes} bytes held as {least.Realisation}, two vectors included; the limit is {budget} bytes and 2^31 entries a vector. "
            + (largest > 0 ? $"The largest order that fits is {largest}." : "No order fits."));

        OperatorSize[] Candidates(int atOrder) => [.. Enum.GetValues<OperatorRealisation>()
            .Where(r => wanted is null ? powers == 0 || r != OperatorRealisation.MatrixFree : r == wanted)
            .Select(r => OperatorSize.Of(r, dynamics, atOrder, basis, powers, elementBytes, threads))];

        bool Fits(OperatorSize size) => size.Bytes <= budget
            && size.Dimension < int.MaxValue - 64
            && (size.Realisation != OperatorRealisation.Explicit || size.Products < int.MaxValue - 64);
    }

    private static unsafe int ElementBytes<T>()
        where T : unmanaged => sizeof(T);
}
