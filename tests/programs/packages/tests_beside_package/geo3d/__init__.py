from geo3d.rotations import axis_angle, euler
