using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Cli.Models;

/// <summary>
/// Reads the tensors of a system: <c>"F": {"1": {"shape": [n, n], "coo": [[row, column, value], …]}, "2": …}</c>. The degree ℓ is the name;
/// the shape n × n^ℓ may be left out; columns count words in <c>numpy.kron</c> order; entries at one place add up.
/// </summary>
internal static class JsonTensors
{
    /// <summary>The map u(t+1) = u(t) + s Σ F_ℓ u^{⊗ℓ} with s = 1, or s = dt where a time step makes F the right-hand side of u'.</summary>
    /// <param name="field">"F".</param>
    /// <param name="n">Variables.</param>
    /// <param name="step">dt; null for a map in discrete time.</param>
    /// <param name="centre">θ at u = 0, n numbers.</param>
    public static GradientDynamics Read(JsonField field, int n, double? step, ReadOnlySpan<double> centre)
    {
        var tensors = new Dictionary<int, SparseMatrix>();
        foreach (var (name, tensor) in field.Fields())
        {
            if (!int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int degree)
                || degree > Polynomial.MaximumDegree)
            {
                throw tensor.Error($"the name of a tensor is its degree, 0..{Polynomial.MaximumDegree}");
            }

            if (!tensors.TryAdd(degree, Matrix(tensor, n, degree, step ?? 1)))
            {
                throw tensor.Error("the degree is given twice");
            }
        }

        return tensors.Count > 0 ? GradientDynamics.FromTensors(tensors, centre) : throw field.Error("at least one tensor is needed");
    }

    private static SparseMatrix Matrix(JsonField tensor, int n, int degree, double factor)
    {
        double columns = Math.Pow(n, degree);
        if (columns > int.MaxValue)
        {
            throw tensor.Error($"{n}^{degree} columns are more than the 2^31 - 1 that a matrix holds");
        }

        if (tensor.Has("shape"))
        {
            int[] shape = [.. tensor["shape"].Items().Select(item => item.Integer(0, int.MaxValue))];
            if (shape.Length != 2 || shape[0] != n || shape[1] != columns)
            {
                throw tensor["shape"].Error($"[{string.Join(", ", shape)}] was given; F_{degree} in n = {n} variables is [{n}, {(int)columns}]");
            }
        }

        var rows = new List<int>();
        var places = new List<int>();
        var values = new List<double>();
        foreach (var entry in tensor["coo"].Items())
        {
            JsonField[] numbers = [.. entry.Items()];
            if (numbers.Length != 3)
            {
                throw entry.Error($"{numbers.Length} numbers were given, [row, column, value] are needed");
            }

            rows.Add(numbers[0].Integer(0, n - 1));
            places.Add(numbers[1].Integer(0, (int)columns - 1));
            values.Add(factor * numbers[2].Number());
        }

        return SparseMatrix.FromCoordinates(n, (int)columns, rows, places, values);
    }
}
