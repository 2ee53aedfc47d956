namespace CarlemanCompiler.Circuits;

/// <summary>The Pauli operator P of a rotation e^{−iθP/2}.</summary>
public enum RotationAxis
{
    /// <summary>X: [[cos θ/2, −i sin θ/2], [−i sin θ/2, cos θ/2]].</summary>
    X,

    /// <summary>Y: the real rotation [[cos θ/2, −sin θ/2], [sin θ/2, cos θ/2]].</summary>
    Y,

    /// <summary>Z: diag(e^{−iθ/2}, e^{iθ/2}).</summary>
    Z,
}
