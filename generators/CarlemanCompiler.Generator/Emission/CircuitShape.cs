using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>What is known of the history system and its circuit from the model's settings alone.</summary>
/// <param name="StateSize">D, the entries of one lifted state; infinite where even a double overflows.</param>
/// <param name="RowCount">Rows of the history system.</param>
/// <param name="Layout">The registers; null when the system is over 2³¹−1 rows.</param>
internal sealed record CircuitShape(CarlemanBasis Basis, int WeightCount, int Order, int Steps, int Padding, double StateSize, double RowCount, HistoryLayout? Layout)
{
    public static CircuitShape Of(ModelSettings settings, int weightCount)
    {
        var blocks = new List<double>();
        double block = 1;
        double total = 0;
        for (int j = 1; j <= settings.Order && total < int.MaxValue; j++)
        {
            // n^j words, or C(n+j−1, j) monomials.
            block = settings.Basis == CarlemanBasis.Kronecker ? block * weightCount : Math.Round(block * (weightCount + j - 1) / j);
            blocks.Add(block);
            total += block;
        }

        double times = settings.Steps + 1.0 + settings.Padding;
        double rows = total * times;
        var layout = rows <= int.MaxValue ? new HistoryLayout((int)times, [.. blocks.Select(b => (int)b)]) : null;
        return new CircuitShape(settings.Basis, weightCount, settings.Order, settings.Steps, settings.Padding, total, rows, layout);
    }
}
